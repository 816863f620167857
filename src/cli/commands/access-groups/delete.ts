// torc access-groups delete
import { groupsDelete } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { chooseGroup } from "./choose-group.ts";
import { showGroup } from "./show-group.ts";

export const command = implement(groupsDelete, {
	run: async (context, { group }) => {
		const client = await context.client();
		return client.deleteAccessGroup({ params: { id: await chooseGroup(client, group) } });
	},
	show: (group) => showGroup(group, "Successfully deleted access group:"),
});
