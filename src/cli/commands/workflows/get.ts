// torc workflows get
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsGet } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { showWorkflow } from "./show-workflow.ts";

export const command = implement(workflowsGet, {
	run: async (context, args) => {
		const client = await context.client();
		return client.getWorkflow({ params: { id: await chooseWorkflow(context, args.workflow) } });
	},
	show: (workflow) => showWorkflow(workflow),
});
