// torc delete: removes workflows with everything in them.
import type { WorkflowModel } from "../../../contract/models/workflow.ts";
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow, chooseWorkflowToLose } from "../../choosing/choose-workflow.ts";
import { confirm } from "../../choosing/confirm.ts";
import type { Context } from "../../context.ts";
import { deleteWorkflows } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { usageError } from "../../parse/usage-error.ts";
import { text } from "../../render/view.ts";
import { reportError } from "../../report-error.ts";

interface Failure {
	readonly word: string;
	readonly error: TorcError;
}

export const command = implement(deleteWorkflows, {
	run: async (context, args) => {
		if (args.workflows.length === 0) return deleteChosen(context, args.noPrompts);
		const deleted: WorkflowModel[] = [];
		const failures: Failure[] = [];
		for (const word of args.workflows) {
			try {
				const workflow = await deleteOne(context, await chooseWorkflow(context, word), args.noPrompts);
				if (workflow) deleted.push(workflow);
			} catch (error) {
				if (!(error instanceof TorcError) || error.kind === "unreachable") throw error;
				failures.push({ word, error });
			}
		}
		const [first] = failures;
		if (first === undefined) return deleted;
		if (args.workflows.length === 1) throw first.error;
		const failed = undeleted(failures, first, args.workflows.length);
		if (deleted.length === 0) throw failed;
		context.terminal.draw(reportError(failed, context.format).text);
		return deleted;
	},
	show: (deleted) => text(deleted.map(({ id, name }) => `Deleted workflow ${id} '${name}'\n`).join("")),
});

/** Only a person can choose: without a terminal the workflows have to be named. */
async function deleteChosen(context: Context, noPrompts: boolean): Promise<WorkflowModel[]> {
	if (!context.terminal.stdinIsTerminal) throw usageError("<WORKFLOWS> is needed", "torc delete");
	const id = await chooseWorkflowToLose(context, undefined);
	const workflow = id === null ? null : await deleteOne(context, id, noPrompts);
	return workflow === null ? [] : [workflow];
}

/** null when the question was answered with no. */
async function deleteOne(context: Context, id: number, noPrompts: boolean): Promise<WorkflowModel | null> {
	const client = await context.client();
	const workflow = await client.getWorkflow({ params: { id } });
	if (workflow.user !== context.user) {
		throw new TorcError("denied", `Workflow ${id} belongs to ${workflow.user}, not to ${context.user}`, {
			hint: "Only its owner deletes it: set TORC_USERNAME if that is you.",
		});
	}
	const question = `Delete workflow ${id} '${workflow.name}' with its jobs, file records and results?`;
	if (!(await confirm(context, question, noPrompts))) return null;
	return client.deleteWorkflow({ params: { id } });
}

/** What stays, also for programs: the answer has only what is gone. */
function undeleted(failures: readonly Failure[], first: Failure, total: number): TorcError {
	const lines = failures.map(({ word, error }) => `  ${word}: ${error.message}`);
	const message = `${failures.length} of ${total} workflows were not deleted:\n${lines.join("\n")}`;
	const failed = failures.map(({ word, error: { kind, message } }) => ({ workflow: word, kind, message }));
	return new TorcError(first.error.kind, message, { details: { failed } });
}
