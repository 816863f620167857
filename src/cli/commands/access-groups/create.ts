// torc access-groups create
import { groupsCreate } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { showGroup } from "./show-group.ts";

export const command = implement(groupsCreate, {
	run: async (context, { name, description }) =>
		(await context.client()).createAccessGroup({ body: { name, description: description ?? null } }),
	show: (group) => showGroup(group, "Successfully created access group:"),
});
