// torc workflows is-complete
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsIsComplete } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(workflowsIsComplete, {
	run: async (context, args) => {
		const client = await context.client();
		return client.isWorkflowComplete({ params: { id: await chooseWorkflow(context, args.workflow) } });
	},
	show: ({ is_complete, is_canceled }) => text(`Is complete: ${is_complete}\nIs canceled: ${is_canceled}`),
});
