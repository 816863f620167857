// Reads what the explanation needs from the server, in a handful of requests.
import type { Client } from "../../../client/call.ts";
import type { ComputeNodeModel } from "../../../contract/models/compute-node.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import { parseDuration } from "../../../core/duration.ts";
import type { JobStatus } from "../../../core/job-status.ts";
import { parseMemorySize } from "../../../core/memory-size.ts";
import { collect } from "../../lists/collect.ts";
import { followBlockers } from "./blocking-chain.ts";
import type { JobFacts, Link, Needs, RunnerFacts, WhyFacts } from "./facts.ts";

/** `now`: milliseconds since 1970. */
export async function gatherFacts(client: Client, job: JobModel, now: number): Promise<WhyFacts> {
	const id = job.workflow_id;
	const [workflow, nodes, summary, schedulers, chain] = await Promise.all([
		client.getWorkflow({ params: { id } }),
		collect(client.listComputeNodes, { query: { workflow_id: id } }),
		client.getWorkflowStatus({ params: { id } }),
		client.listSlurmSchedulers({ query: { workflow_id: id, limit: 1 } }),
		followBlockers(client, job),
	]);
	const busy = await countBusy(client, id);
	const root = chain.jobs.at(-1);
	return {
		job: await jobFacts(client, job, nodes, now),
		workflow: {
			id,
			isCanceled: summary.is_canceled,
			isArchived: workflow.is_archived === true,
			runners: nodes.filter((node) => node.is_active).map((node) => runnerFacts(node, busy, now)),
			queuedAllocations: summary.pending_scheduled_nodes,
			usesSlurm: schedulers.items.length > 0,
		},
		chain: chain.jobs.map(link),
		openBlockers: chain.openBlockers,
		root: root === undefined ? null : await jobFacts(client, root, nodes, now),
	};
}

const link = (job: JobModel): Link => ({ id: job.id as number, name: job.name, status: job.status ?? "uninitialized" });

/** Runner → jobs it has. */
async function countBusy(client: Client, workflowId: number): Promise<Map<number, number>> {
	const lists = (["running", "pending"] as const).map((status) =>
		collect(client.listJobs, { query: { workflow_id: workflowId, status } }),
	);
	const busy = new Map<number, number>();
	for (const { compute_node_id: node } of (await Promise.all(lists)).flat()) {
		if (node != null) busy.set(node, (busy.get(node) ?? 0) + 1);
	}
	return busy;
}

function runnerFacts(node: ComputeNodeModel, busy: ReadonlyMap<number, number>, now: number): RunnerFacts {
	const id = node.id as number;
	return {
		id,
		hostname: node.hostname,
		labels: node.labels ?? [],
		numCpus: node.num_cpus,
		memoryBytes: node.memory_gb * 2 ** 30,
		numGpus: node.num_gpus,
		numNodes: node.num_nodes,
		secondsLeft: node.end_time ? Math.max(0, Math.floor((Date.parse(node.end_time) - now) / 1000)) : null,
		schedulerConfigId: node.scheduler_config_id ?? null,
		busyWith: busy.get(id) ?? 0,
	};
}

async function jobFacts(
	client: Client,
	job: JobModel,
	nodes: readonly ComputeNodeModel[],
	now: number,
): Promise<JobFacts> {
	const id = job.id as number;
	const node = nodes.find((candidate) => candidate.id === job.compute_node_id);
	// Ours: the record tells of a declared checkpoint; clients of other versions do not know the field.
	const { checkpoint } = job as { checkpoint?: unknown };
	return {
		id,
		name: job.name,
		status: job.status ?? "uninitialized",
		labels: job.labels ?? [],
		schedulerId: job.scheduler_id || null,
		hasCheckpoint: checkpoint != null,
		needs: await needsOf(client, job),
		...(await latestEnd(client, job)),
		runningSeconds: job.start_time ? Math.max(0, (now - Date.parse(job.start_time)) / 1000) : null,
		runner: node === undefined ? null : { hostname: node.hostname, isActive: node.is_active === true },
	};
}

async function needsOf(client: Client, job: JobModel): Promise<Needs> {
	const id = job.resource_requirements_id;
	if (id == null) return { numCpus: 1, memoryBytes: 0, numGpus: 0, numNodes: 1, runtimeSeconds: 0 };
	const found = await client.getResourceRequirements({ params: { id } });
	return {
		numCpus: found.num_cpus ?? 1,
		memoryBytes: parseMemorySize(found.memory ?? "") ?? 0,
		numGpus: found.num_gpus ?? 0,
		numNodes: found.num_nodes ?? 1,
		runtimeSeconds: parseDuration(found.runtime ?? "") ?? 0,
	};
}

const ENDED_BADLY: readonly JobStatus[] = ["failed", "pending_failed", "terminated"];

async function latestEnd(client: Client, job: JobModel): Promise<Pick<JobFacts, "returnCode" | "endReason">> {
	if (job.status == null || !ENDED_BADLY.includes(job.status)) return { returnCode: null, endReason: null };
	const query = { workflow_id: job.workflow_id, job_id: job.id as number, all_runs: true };
	const latest = (await collect(client.listResults, { query })).at(-1);
	return { returnCode: latest?.return_code ?? null, endReason: latest?.reason || null };
}
