// torc files list-required-existing
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { filesListRequiredExisting } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { requiredFiles } from "../workflows/required-inputs.ts";

export const command = implement(filesListRequiredExisting, {
	run: async (context, { workflow }) => {
		const client = await context.client();
		const files = await requiredFiles(client, await chooseWorkflow(context, workflow));
		return { files: files.map((file) => file.path) };
	},
	show: ({ files }) => text(files.length === 0 ? "No file has to be there before the workflow runs" : files.join("\n")),
});
