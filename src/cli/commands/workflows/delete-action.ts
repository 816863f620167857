// torc workflows delete-action
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { confirm } from "../../choosing/confirm.ts";
import { workflowsDeleteAction } from "../../grammar/actions.ts";
import { implement } from "../../implement.ts";
import { NOTHING, text } from "../../render/view.ts";

export const command = implement(workflowsDeleteAction, {
	run: async (context, { workflow, actionId, noPrompts }) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, workflow);
		if (!(await confirm(context, `Delete action ${actionId} of workflow ${id}?`, noPrompts))) return null;
		await client.deleteWorkflowAction({ params: { id, action_id: actionId } });
		return { deleted: true, workflow_id: id, action_id: actionId };
	},
	show: (done) =>
		done === null ? NOTHING : text(`Deleted action ${done.action_id} from workflow ${done.workflow_id}.`),
});
