// torc access-groups list-members
import { groupsListMembers } from "../../grammar/access.ts";
import { GROUPS_SHOWN } from "../../grammar/list-options.ts";
import { implement } from "../../implement.ts";
import { limitedList } from "../../lists/limited-list.ts";
import { table } from "../../render/view.ts";
import { chooseGroup } from "./choose-group.ts";

export const command = implement(groupsListMembers, {
	isList: true,
	run: async (context, { group, limit, offset }) => {
		const client = await context.client();
		const params = { id: await chooseGroup(client, group) };
		const call = { params, query: { limit, offset } };
		return { items: await limitedList(context, client.listGroupMembers, call, GROUPS_SHOWN) };
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
