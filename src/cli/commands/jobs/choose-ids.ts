// The jobs that are to be deleted: those named, or the one chosen on the terminal.
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflowToLose } from "../../choosing/choose-workflow.ts";
import { pick } from "../../choosing/pick.ts";
import type { Context } from "../../context.ts";
import { collect } from "../../lists/collect.ts";

/** Empty when a person chose none. Errors: `malformed` when none is named and there is no terminal. */
export async function chooseIds(context: Context, ids: readonly number[]): Promise<readonly number[]> {
	if (ids.length > 0) return [...new Set(ids)];
	if (!context.terminal.stdinIsTerminal) {
		throw new TorcError("malformed", "job IDs are required when stdin is not a terminal", {
			hint: "'torc jobs list' shows them.",
		});
	}
	const workflowId = await chooseWorkflowToLose(context, undefined);
	if (workflowId === null) return [];
	const jobs = await collect((await context.client()).listJobs, { query: { workflow_id: workflowId } });
	if (jobs.length === 0) throw new TorcError("not_found", `Workflow ${workflowId} has no jobs`);
	const choices = jobs.map(({ id, name, status }) => ({ key: id as number, label: `${name}  ${status ?? ""}` }));
	const chosen = await pick(context.terminal, "Job to delete", choices);
	if (chosen === null) context.terminal.say("cancelled");
	return chosen === null ? [] : [chosen];
}
