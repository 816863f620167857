// torc access-groups get
import { groupsGet } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { chooseGroup } from "./choose-group.ts";
import { showGroup } from "./show-group.ts";

export const command = implement(groupsGet, {
	run: async (context, { group }) => {
		const client = await context.client();
		return client.getAccessGroup({ params: { id: await chooseGroup(client, group) } });
	},
	show: (group) => showGroup(group, `Access group ${group.id}:`),
});
