// torc access-groups list-workflow-groups
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { groupsListWorkflowGroups } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(groupsListWorkflowGroups, {
	isList: true,
	run: async (context, { workflow }) => {
		const params = { id: await chooseWorkflow(context, workflow) };
		return { items: await collect((await context.client()).listWorkflowGroups, { params }) };
	},
	show: ({ items }, { workflow }) =>
		table(
			items,
			{
				ID: (group) => group.id,
				Name: (group) => group.name,
				Description: (group) => group.description,
				Level: (group) => group.level,
			},
			{ noun: "access groups", empty: noneFound("access groups", workflow) },
		),
});
