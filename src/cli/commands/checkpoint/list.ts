// torc checkpoint list
import type { Client } from "../../../client/call.ts";
import type { CheckpointModel } from "../../../contract/models/checkpoint.ts";
import { TorcError } from "../../../core/errors.ts";
import { formatMemorySize } from "../../../core/memory-size.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { checkpointList } from "../../grammar/checkpoint.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { pageQuery } from "../../lists/page-query.ts";
import { timeText } from "../../render/time-text.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(checkpointList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const items = await collect(client.listCheckpoints, {
			query: {
				workflow_id: workflowId,
				job_id: args.job === undefined ? undefined : await jobIdOf(client, workflowId, args.job),
				...pageQuery(args),
			},
		});
		return { items };
	},
	show: ({ items }, args) =>
		table(items, COLUMNS, { noun: "checkpoints", empty: noneFound("checkpoints", args.workflow) }),
});

const COLUMNS = {
	"Job ID": (checkpoint: CheckpointModel) => checkpoint.job_id,
	"Job Name": (checkpoint: CheckpointModel) => checkpoint.job_name,
	Run: (checkpoint: CheckpointModel) => checkpoint.run_id,
	Attempt: (checkpoint: CheckpointModel) => checkpoint.attempt_id,
	Saved: (checkpoint: CheckpointModel) => timeText(Date.parse(checkpoint.saved_at)),
	Size: (checkpoint: CheckpointModel) => formatMemorySize(checkpoint.size_bytes),
	Files: (checkpoint: CheckpointModel) => checkpoint.num_files,
	Valid: ({ is_valid }: CheckpointModel) => (is_valid == null ? "not checked" : is_valid ? "yes" : "no"),
	Path: (checkpoint: CheckpointModel) => checkpoint.path,
};

/** Digits are an id; anything else is a name. */
async function jobIdOf(client: Client, workflowId: number, text: string): Promise<number> {
	if (/^\d+$/.test(text)) return Number(text);
	const jobs = await collect(client.listJobs, { query: { workflow_id: workflowId, name: text } });
	const job = jobs.find(({ name }) => name === text);
	if (job !== undefined) return job.id as number;
	throw new TorcError("not_found", `Workflow ${workflowId} has no job named '${text}'`, {
		hint: `'torc jobs list ${workflowId}' shows its jobs.`,
	});
}
