// A workflow with something of everything, and what is the same about it under other ids.
import { tmpdir } from "node:os";
import type { Client } from "../../src/client/connect.ts";
import { createFromDraft } from "../../src/client/create-from-draft.ts";
import { loadSpec } from "../../src/spec/load-spec.ts";

export type Json = Record<string, unknown>;
export type Document = Record<string, Json[]> & { workflow: Json };

const SPEC = `
name: rich
description: a bit of everything
project: p
metadata: {deep: {list: [1, null]}}
env: {SHARED: "1"}
compute_node_wait_for_new_jobs_seconds: 7
use_pending_failed: true
enable_ro_crate: true
dynamic_jobs: {max_iterations: 3}
execution_config: {timeout_exit_code: 7}
resource_requirements:
  - {name: big, num_cpus: 3, memory: 2g, runtime: PT2H}
  - {name: default, num_cpus: 2, memory: 5m, runtime: PT5M}
failure_handlers:
  - {name: again, rules: [{exit_codes: [3], max_retries: 2}]}
slurm_schedulers:
  - {name: s, account: a, nodes: 2, walltime: "01:00:00", extra: "--x"}
files:
  - {name: in, path: in.txt, identifier: "urn:x"}
  - {name: out, path: out.txt}
user_data:
  - {name: known, data: {a: null}}
  - {name: unknown, is_ephemeral: true}
jobs:
  - {name: first, command: "true", output_files: [out], input_files: [in], output_user_data: [unknown],
     resource_requirements: big, failure_handler: again, priority: 3, env: {OWN: "2"}}
  - {name: reader, command: "true", input_files: [out], input_user_data: [known], labels: [b, a]}
  - {name: last, command: "true", depends_on: [first, reader], cancel_on_blocking_job_failure: false,
     supports_termination: true, scheduler: s, invocation_script: "env X=1",
     checkpoint: {paths: [state], resume: auto}}
actions:
  - {trigger_type: on_jobs_ready, action_type: run_commands, commands: ["echo"], jobs: [last, first]}
  - {trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: s, scheduler_type: slurm,
     num_allocations: 1, persistent: true}
`;

export async function richWorkflow(client: Client): Promise<number> {
	const input = { text: SPEC, file: "rich.yaml", baseDirectory: tmpdir(), user: "ada", resourceMonitoring: true };
	const { draft, diagnostics } = loadSpec(input);
	if (draft === null) throw new Error(JSON.stringify(diagnostics));
	const id = (await createFromDraft(client, draft)).workflow_id;
	await client.createLocalScheduler({ body: { workflow_id: id, name: "l", memory: "1g", num_cpus: 2 } });
	return id;
}

/** Runs two jobs, one of them with two attempts, and describes one by an entity. */
export async function runSome(client: Client, id: number): Promise<void> {
	await client.resetWorkflowStatus({ params: { id } });
	await client.initializeJobs({ params: { id } });
	const [first] = (await client.listJobs({ query: { workflow_id: id } })).items;
	const jobId = first?.id as number;
	const node = { workflow_id: id, hostname: "n1", pid: 1, start_time: "2026-01-01T00:00:00Z", is_active: true };
	const size = { num_cpus: 1, memory_gb: 1, num_gpus: 0, num_nodes: 1, compute_node_type: "local" };
	const nodeId = (await client.createComputeNode({ body: { ...node, ...size } })).id as number;
	for (const [attempt, status] of ["failed", "completed"].entries()) {
		const result = {
			job_id: jobId,
			workflow_id: id,
			run_id: 1,
			attempt_id: attempt + 1,
			compute_node_id: attempt === 0 ? 999 : nodeId,
			return_code: 1 - attempt,
			status: status as "failed",
			exec_time_minutes: 0.5,
			completion_time: "2026-01-01T00:01:00Z",
		};
		const completion = { params: { id: jobId, status: status as "failed", run_id: 1 }, body: result };
		await client.completeJob(completion);
		if (attempt === 0) await client.retryJob({ params: { id: jobId, run_id: 1 }, query: { max_retries: 5 } });
	}
	const entity = { entity_id: `#job-${jobId}-attempt-2`, entity_type: "CreateAction" };
	const metadata = { "@id": entity.entity_id, result: [{ "@id": "out.txt" }] };
	await client.createRoCrateEntity({ body: { workflow_id: id, ...entity, metadata } });
}

/** The document with every id replaced by what it names, and without what a new workflow has of its own. */
export function essence(document: Document): Json {
	const names = (list: string) =>
		new Map((document[list] ?? []).map((record) => [record.id, record.name ?? record.hostname]));
	const jobs = names("jobs");
	const named = (list: string, ids: unknown) => (ids as number[] | undefined)?.map((id) => names(list).get(id)).sort();
	const plain = ({ id: _, workflow_id: __, ...rest }: Json): Json => rest;
	const { id: _1, status_id: _2, timestamp: _3, user: _4, run_id: _5, ...workflow } = document.workflow;
	return {
		workflow,
		plain: [
			"files",
			"user_data",
			"resource_requirements",
			"slurm_schedulers",
			"local_schedulers",
			"failure_handlers",
		].map((list) => document[list]?.map(plain)),
		jobs: document.jobs?.map((job) => ({
			...plain(job),
			status: undefined,
			depends_on_job_ids: named("jobs", job.depends_on_job_ids),
			input_file_ids: named("files", job.input_file_ids),
			output_file_ids: named("files", job.output_file_ids),
			input_user_data_ids: named("user_data", job.input_user_data_ids),
			output_user_data_ids: named("user_data", job.output_user_data_ids),
			resource_requirements_id: named("resource_requirements", [job.resource_requirements_id]),
			failure_handler_id: named("failure_handlers", [job.failure_handler_id]),
			scheduler_id: named("slurm_schedulers", [job.scheduler_id]),
		})),
		actions: document.workflow_actions?.map(({ action_config, job_ids, trigger_type, action_type, persistent }) => {
			const { scheduler_id, ...config } = action_config as Json;
			const scheduler = named("slurm_schedulers", [scheduler_id]);
			return { trigger_type, action_type, persistent, config, scheduler, jobs: named("jobs", job_ids) };
		}),
		entities: document.ro_crate_entities?.map((entity) =>
			JSON.stringify(plain({ ...entity, file_id: undefined })).replace(
				/#job-(\d+)-/g,
				(_, id) => `#job-${jobs.get(Number(id))}-`,
			),
		),
		results: document.results?.map((result) => {
			const { job_id, compute_node_id, ...rest } = plain(result);
			return { ...rest, job: jobs.get(job_id), node: names("compute_nodes").get(compute_node_id) ?? "imported" };
		}),
	};
}
