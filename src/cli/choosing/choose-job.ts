// Which job a command means: an id, or a name in a workflow.
import type { JobModel } from "../../contract/models/job.ts";
import { TorcError } from "../../core/errors.ts";
import { nearestName } from "../../core/nearest-name.ts";
import type { Context } from "../context.ts";
import { collect } from "../lists/collect.ts";
import { chooseWorkflow } from "./choose-workflow.ts";

/** For the suggestion after a misspelt name. */
const NAMES_TO_COMPARE = 10_000;

/** With its relations. Digits are an id; a name is looked for in the workflow. Errors: `not_found`. */
export async function chooseJob(context: Context, text: string, workflow: string | undefined): Promise<JobModel> {
	const client = await context.client();
	if (/^\d+$/.test(text)) return client.getJob({ params: { id: Number(text) } });
	const workflowId = await chooseWorkflow(context, workflow);
	const found = await collect(client.listJobs, { query: { workflow_id: workflowId, name: text } });
	const job = found.find((candidate) => candidate.name === text);
	if (job === undefined) {
		const { items } = await client.listJobs({ query: { workflow_id: workflowId, limit: NAMES_TO_COMPARE } });
		const near = nearestName(
			text,
			items.map((candidate) => candidate.name),
		);
		throw new TorcError("not_found", `Workflow ${workflowId} has no job named '${text}'`, {
			hint: near ? `Did you mean '${near}'?` : `'torc jobs list ${workflowId}' shows its jobs.`,
		});
	}
	return client.getJob({ params: { id: job.id as number } });
}
