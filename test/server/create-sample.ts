// Three workflows with something of everything.
import type { Client } from "../../src/client/connect.ts";
import { activeNode, readyWorkflow } from "./checked-server.ts";

/**
 * In an empty database: workflow 1 with jobs 1 (running), 2 (ready), 3 (waits for 1) and 4 (completed), workflow 2 of
 * somebody else with jobs 5 and 6, the archived workflow 3 with job 7, and workflow 4, not initialized, with jobs 8, 9 and 10
 * of which each waits for the one before.
 */
export async function createSample(client: Client): Promise<void> {
	const { runId } = await readyWorkflow(client, 4);
	const node = await activeNode(client, 1);
	await client.resetJobStatus({ params: { id: 1 } });
	await client.updateJob({
		params: { id: 3 },
		body: { workflow_id: 1, name: "job2", command: "echo 2", depends_on_job_ids: [1] },
	});
	await client.initializeJobs({ params: { id: 1 }, query: { only_uninitialized: true } });
	for (const id of [1, 4]) await client.manageStatusChange({ params: { id, status: "pending", run_id: runId } });
	for (const id of [1, 4]) await client.startJob({ params: { id, run_id: runId, compute_node_id: node } });
	const result = {
		workflow_id: 1,
		job_id: 4,
		run_id: runId,
		compute_node_id: node,
		return_code: 0,
		status: "completed",
	} as const;
	const end = { exec_time_minutes: 1, completion_time: "2026-01-01T00:01:00Z" };
	await client.completeJob({ params: { id: 4, status: "completed", run_id: runId }, body: { ...result, ...end } });
	await readyWorkflow(client, 2);
	await readyWorkflow(client, 1);
	for (const workflow_id of [1, 2]) {
		await client.createFile({ body: { workflow_id, name: "in", path: "/data/in" } });
		await client.createUserData({ body: { workflow_id, name: "data", data: { a: 1 } } });
		const needs = { num_cpus: 1, num_gpus: 0, num_nodes: 1, memory: "1g", runtime: "PT1H" };
		await client.createResourceRequirements({ body: { workflow_id, name: "small", ...needs } });
		await client.createFailureHandler({ body: { workflow_id, name: "again", rules: '[{"exit_codes":[1]}]' } });
		await client.createLocalScheduler({ body: { workflow_id, name: "local", num_cpus: 4 } });
		await client.createSlurmScheduler({ body: { workflow_id, account: "a", nodes: 1, walltime: "01:00:00" } });
		const action = {
			trigger_type: "on_workflow_start",
			action_type: "run_commands",
			action_config: { commands: ["true"] },
		};
		await client.createWorkflowAction({ params: { id: workflow_id }, body: { workflow_id, ...action } });
		await client.createEvent({ body: { workflow_id, timestamp: 0, data: { category: "note" } } });
	}
	const scheduled = { scheduler_id: 7, scheduler_config_id: 1, scheduler_type: "slurm", status: "pending" };
	await client.createScheduledComputeNode({ body: { workflow_id: 1, ...scheduled } });
	const chain = await client.createWorkflow({ body: { name: "chain", user: "tester" } });
	const link = (name: string, after: readonly number[]) =>
		client.createJob({
			body: { workflow_id: chain.id as number, name, command: "true", depends_on_job_ids: [...after] },
		});
	const first = await link("first", []);
	const second = await link("second", [first.id as number]);
	await link("third", [second.id as number]);
	await client.archiveWorkflow({ params: { id: 3 }, body: { is_archived: true } });
}
