// torc files create
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { filesCreate } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showFile } from "./show-file.ts";

export const command = implement(filesCreate, {
	run: async (context, { workflow, name, path }) => {
		const client = await context.client();
		return client.createFile({ body: { workflow_id: await chooseWorkflow(context, workflow), name, path } });
	},
	show: (file) => showFile(file, "Successfully created file:"),
});
