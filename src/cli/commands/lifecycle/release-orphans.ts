// Jobs that are marked as running by a runner of this machine that is gone: nobody would ever end them.
import type { Client } from "../../../client/call.ts";
import { collect } from "../../collect.ts";
import { retireDeadNodes } from "../workflows/dead-nodes.ts";

/** Makes them ready again. The evidence is the ended process; jobs of living nodes are left alone. */
export async function releaseOrphans(
	client: Client,
	workflowId: number,
	warn: (message: string) => void,
): Promise<void> {
	const { jobs_by_status: jobs } = await client.getWorkflowStatus({ params: { id: workflowId } });
	if (jobs.running + jobs.pending === 0) return;
	await retireDeadNodes(client, workflowId);
	const living = await collect(client.listComputeNodes, { query: { workflow_id: workflowId, is_active: true } });
	const alive = new Set(living.map((node) => node.id));
	const { run_id } = await client.getWorkflow({ params: { id: workflowId } });
	let released = 0;
	for (const status of ["running", "pending"] as const) {
		for (const job of await collect(client.listJobs, { query: { workflow_id: workflowId, status } })) {
			if (job.compute_node_id == null || alive.has(job.compute_node_id)) continue;
			const params = { id: job.id as number, status: "ready" as const, run_id: run_id ?? 0 };
			await client.manageStatusChange({ params });
			released++;
		}
	}
	if (released > 0) warn(`${released} job(s) were left by a runner that is gone; they run again`);
}
