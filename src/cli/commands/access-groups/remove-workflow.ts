// torc access-groups remove-workflow
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { groupsRemoveWorkflow } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { chooseGroup } from "./choose-group.ts";
import { showShare } from "./show-share.ts";

export const command = implement(groupsRemoveWorkflow, {
	run: async (context, { workflow, group }) => {
		const client = await context.client();
		const params = { id: await chooseWorkflow(context, workflow), group_id: await chooseGroup(client, group) };
		return client.removeWorkflowFromGroup({ params });
	},
	show: (share) => showShare(share, "Successfully ended sharing of workflow with group:"),
});
