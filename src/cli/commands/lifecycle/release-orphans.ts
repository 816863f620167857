// Jobs that were left by a runner that is gone run again: nobody else would ever end them.
import type { Client } from "../../../client/call.ts";
import { retireLost } from "../../lost/retire-lost.ts";

/** Their nodes are closed too, also where no job was left. Only evidence counts; jobs of living nodes are left alone. */
export async function releaseOrphans(
	client: Client,
	workflowId: number,
	warn: (message: string) => void,
): Promise<void> {
	const summary = await client.getWorkflowStatus({ params: { id: workflowId } });
	const { jobs_by_status: jobs, active_compute_nodes: nodes } = summary;
	if (jobs.running + jobs.pending + nodes === 0) return;
	const { jobs: released } = await retireLost(client, workflowId, { resume: true });
	if (released.length > 0) warn(`${released.length} job(s) were left by a runner that is gone; they run again`);
}
