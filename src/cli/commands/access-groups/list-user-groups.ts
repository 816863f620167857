// torc access-groups list-user-groups
import { collect } from "../../collect.ts";
import { groupsListUserGroups } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { showGroups } from "./show-group.ts";

export const command = implement(groupsListUserGroups, {
	isList: true,
	run: async (context, { user, limit, offset }) => {
		const params = { user_name: user };
		return { items: await collect((await context.client()).listUserGroups, { params, query: { limit, offset } }) };
	},
	show: ({ items }, { user }) => showGroups(items, `No access groups found for user: ${user}`),
});
