// torc access-groups list-user-groups
import { groupsListUserGroups } from "../../grammar/access.ts";
import { GROUPS_SHOWN } from "../../grammar/list-options.ts";
import { implement } from "../../implement.ts";
import { limitedList } from "../../lists/limited-list.ts";
import { showGroups } from "./show-group.ts";

export const command = implement(groupsListUserGroups, {
	isList: true,
	run: async (context, { user, limit, offset }) => {
		const { listUserGroups } = await context.client();
		const call = { params: { user_name: user }, query: { limit, offset } };
		return { items: await limitedList(context, listUserGroups, call, GROUPS_SHOWN) };
	},
	show: ({ items }, { user }) => showGroups(items, `No access groups found for user: ${user}`),
});
