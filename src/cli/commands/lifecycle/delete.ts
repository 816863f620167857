// torc delete: removes workflows with everything in them.
import type { WorkflowModel } from "../../../contract/models/workflow.ts";
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow } from "../../choose-workflow.ts";
import { confirm } from "../../confirm.ts";
import type { Context } from "../../context.ts";
import { deleteWorkflows } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(deleteWorkflows, {
	run: async (context, args) => {
		const deleted: WorkflowModel[] = [];
		let failures = 0;
		const words = args.workflows.length > 0 ? args.workflows : [undefined];
		for (const word of words) {
			try {
				const workflow = await deleteOne(context, word, args.noPrompts);
				if (workflow) deleted.push(workflow);
			} catch (error) {
				if (!(error instanceof TorcError) || error.kind === "unreachable" || word === undefined) throw error;
				failures++;
				context.terminal.say(`Error: workflow ${word}: ${error.message}`);
			}
		}
		if (failures > 0 && deleted.length === 0) throw new TorcError("malformed", "Nothing was deleted");
		return deleted;
	},
	show: (deleted) => text(deleted.map(({ id, name }) => `Deleted workflow ${id} '${name}'\n`).join("")),
});

/** null when the question was answered with no. */
async function deleteOne(
	context: Context,
	word: string | undefined,
	noPrompts: boolean,
): Promise<WorkflowModel | null> {
	const client = await context.client();
	const id = await chooseWorkflow(context, word, { destructive: true });
	const workflow = await client.getWorkflow({ params: { id } });
	if (workflow.user !== context.user) {
		throw new TorcError("denied", `it belongs to ${workflow.user}, not to ${context.user}`);
	}
	const question = `Delete workflow ${id} '${workflow.name}' with its jobs, files records and results?`;
	if (!(await confirm(context, question, noPrompts))) return null;
	return client.deleteWorkflow({ params: { id } });
}
