// torc access-groups list-members
import { collect } from "../../collect.ts";
import { groupsListMembers } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { table } from "../../render/view.ts";
import { chooseGroup } from "./choose-group.ts";

export const command = implement(groupsListMembers, {
	isList: true,
	run: async (context, { group, limit, offset }) => {
		const client = await context.client();
		const params = { id: await chooseGroup(client, group) };
		return { items: await collect(client.listGroupMembers, { params, query: { limit, offset } }) };
	},
	show: ({ items }, { group }) =>
		table(
			items,
			{
				ID: (member) => member.id,
				User: (member) => member.user_name,
				Role: (member) => member.role,
				Since: (member) => member.created_at,
			},
			{ noun: "members", empty: `No members found in group ${group}` },
		),
});
