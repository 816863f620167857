// The jobs of a workflow, or the one that is asked for.
import type { Client } from "../../../client/call.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import { TorcError } from "../../../core/errors.ts";
import { collect } from "../../lists/collect.ts";

/** Errors: `not_found`; `invalid` when the job belongs to another workflow. */
export async function jobsOf(client: Client, workflowId: number, jobId: number | undefined): Promise<JobModel[]> {
	if (jobId === undefined) return collect(client.listJobs, { query: { workflow_id: workflowId } });
	const job = await client.getJob({ params: { id: jobId } });
	if (job.workflow_id === workflowId) return [job];
	throw new TorcError("invalid", `Job ${jobId} belongs to workflow ${job.workflow_id}, not to ${workflowId}`);
}
