// torc workflows archive
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsArchive } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { usageError } from "../../parse/usage-error.ts";
import { text } from "../../render/view.ts";

export const command = implement(workflowsArchive, {
	run: async (context, args) => {
		const archive = truth(args.isArchived);
		const client = await context.client();
		const words = args.workflows.length > 0 ? args.workflows : [undefined];
		const updated: number[] = [];
		const errors: string[] = [];
		for (const word of words) {
			try {
				const id = await chooseWorkflow(context, word);
				await client.archiveWorkflow({ params: { id }, body: { is_archived: archive } });
				updated.push(id);
			} catch (error) {
				if (!(error instanceof TorcError) || error.kind === "unreachable" || word === undefined) throw error;
				errors.push(`Workflow ${word}: ${error.message}`);
			}
		}
		if (context.format !== "json") for (const message of errors) context.terminal.say(`Error: ${message}`);
		const status = errors.length === 0 ? "success" : updated.length > 0 ? "partial_success" : "error";
		return { status, updated_workflows: updated, is_archived: archive, ...(errors.length > 0 && { errors }) };
	},
	show: ({ updated_workflows, is_archived }) =>
		text(updated_workflows.map((id) => `${is_archived ? "Archived" : "Unarchived"} workflow ${id}`).join("\n")),
	exitCode: ({ status }) => (status === "success" ? 0 : 1),
});

function truth(word: string): boolean {
	if (/^(true|1|yes)$/i.test(word)) return true;
	if (/^(false|0|no)$/i.test(word)) return false;
	throw usageError(`<IS_ARCHIVED> is true or false, not '${word}'`, "torc workflows archive");
}
