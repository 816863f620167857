// Signs off a compute node that was lost, and ends what it ran: terminated, with the cause, to be continued like any other.
import { allPages } from "../client/all-pages.ts";
import type { Client } from "../client/connect.ts";
import type { ComputeNodeModel } from "../contract/models/compute-node.ts";
import type { JobModel } from "../contract/models/job.ts";
import { TorcError } from "../core/errors.ts";

/** What a job gets whose end nobody saw. */
const LOST_CODE = 152;

/** Answers how many jobs were lost with it. */
export async function retireNode(client: Client, node: ComputeNodeModel, cause: string): Promise<number> {
	const { workflow_id } = node;
	const { run_id, execution_config } = await client.getWorkflow({ params: { id: workflow_id } });
	const duration = node.start_time ? Math.max(0, (Date.now() - Date.parse(node.start_time)) / 1000) : 0;
	await client.updateComputeNode({
		params: { id: node.id as number },
		body: { ...node, is_active: false, duration_seconds: node.duration_seconds ?? duration },
	});
	let lost = 0;
	for (const status of ["running", "pending"] as const) {
		for await (const job of allPages(client.listJobs, { query: { workflow_id, status } })) {
			if (job.compute_node_id !== node.id) continue;
			if (await endLost(client, job, run_id ?? 0, execution_config?.timeout_exit_code ?? LOST_CODE, cause)) lost++;
		}
	}
	return lost;
}

/** False when the job has ended meanwhile. */
async function endLost(client: Client, job: JobModel, runId: number, code: number, cause: string): Promise<boolean> {
	const now = Date.now();
	const started = job.start_time ? Date.parse(job.start_time) : now;
	const result = {
		job_id: job.id as number,
		workflow_id: job.workflow_id,
		run_id: runId,
		attempt_id: job.attempt_id ?? 1,
		compute_node_id: job.compute_node_id as number,
		return_code: code,
		exec_time_minutes: Math.max(0, now - started) / 60_000,
		completion_time: new Date(now).toISOString(),
		status: "terminated" as const,
		reason: cause,
	};
	try {
		await client.completeJob({ params: { id: job.id as number, status: "terminated", run_id: runId }, body: result });
		return true;
	} catch (error) {
		if (error instanceof TorcError && error.kind === "invalid") return false;
		throw error;
	}
}
