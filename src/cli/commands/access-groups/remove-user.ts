// torc access-groups remove-user
import { groupsRemoveUser } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { chooseGroup } from "./choose-group.ts";
import { showMembership } from "./show-membership.ts";

export const command = implement(groupsRemoveUser, {
	run: async (context, { group, user }) => {
		const client = await context.client();
		return client.removeUserFromGroup({ params: { id: await chooseGroup(client, group), user_name: user } });
	},
	show: (membership) => showMembership(membership, "Successfully removed user from group:"),
});
