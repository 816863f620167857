// torc access-groups add-user
import { groupsAddUser } from "../../grammar/access.ts";
import { implement } from "../../implement.ts";
import { chooseGroup } from "./choose-group.ts";
import { showMembership } from "./show-membership.ts";

export const command = implement(groupsAddUser, {
	run: async (context, { group, user, role }) => {
		const client = await context.client();
		const id = await chooseGroup(client, group);
		return client.addUserToGroup({ params: { id }, body: { user_name: user, group_id: id, role } });
	},
	show: (membership) => showMembership(membership, "Successfully added user to group:"),
});
