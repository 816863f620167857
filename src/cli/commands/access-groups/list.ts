// torc access-groups list
import { groupsList } from "../../grammar/access.ts";
import { GROUPS_SHOWN } from "../../grammar/list-options.ts";
import { implement } from "../../implement.ts";
import { limitedList } from "../../lists/limited-list.ts";
import { showGroups } from "./show-group.ts";

export const command = implement(groupsList, {
	isList: true,
	run: async (context, { limit, offset }) => {
		const { listAccessGroups } = await context.client();
		return { items: await limitedList(context, listAccessGroups, { query: { limit, offset } }, GROUPS_SHOWN) };
	},
	show: ({ items }) => showGroups(items, "No access groups found"),
});
