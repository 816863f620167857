// torc access-groups list
import { collect } from "../../collect.ts";
import { groupsList } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { showGroups } from "./show-group.ts";

export const command = implement(groupsList, {
	isList: true,
	run: async (context, { limit, offset }) => ({
		items: await collect((await context.client()).listAccessGroups, { query: { limit, offset } }),
	}),
	show: ({ items }) => showGroups(items, "No access groups found"),
});
