// torc access-groups add-workflow
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { groupsAddWorkflow } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { chooseGroup } from "./choose-group.ts";
import { showShare } from "./show-share.ts";

export const command = implement(groupsAddWorkflow, {
	run: async (context, { workflow, group, level }) => {
		const client = await context.client();
		const params = { id: await chooseWorkflow(context, workflow), group_id: await chooseGroup(client, group) };
		return client.addWorkflowToGroup({ params, query: { level: level as "read" | undefined } });
	},
	show: (share) => showShare(share, "Successfully shared workflow with group:"),
});
