// Access groups, members and shares.
import {
	addMember,
	createGroup,
	deleteGroup,
	removeMember,
	shareWorkflow,
	unshareWorkflow,
} from "../../store/commands/administration/access-groups.ts";
import {
	getGroup,
	listGroups,
	listMembers,
	listUserGroups,
	listWorkflowGroups,
	reasonOfAccess,
} from "../../store/reads/administration/access-groups.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";

export function accessGroupHandlers({ store }: Services) {
	return {
		listAccessGroups: ({ query }) => listGroups(store.reader, query),
		createAccessGroup: ({ body }) => store.write((tx) => createGroup(tx, body.name, body.description ?? null)),
		getAccessGroup: ({ params }) => getGroup(store.reader, params.id),
		deleteAccessGroup: ({ params }) => store.write((tx) => deleteGroup(tx, params.id)),

		listGroupMembers: ({ params, query }) => listMembers(store.reader, params.id, query),
		addUserToGroup: ({ params, body }) => store.write((tx) => addMember(tx, params.id, body.user_name, body.role)),
		removeUserFromGroup: ({ params }) => store.write((tx) => removeMember(tx, params.id, params.user_name)),
		listUserGroups: ({ params, query }) => listUserGroups(store.reader, params.user_name, query),

		listWorkflowGroups: ({ params, query }) => listWorkflowGroups(store.reader, params.id, query),
		addWorkflowToGroup: ({ params, query }) =>
			store.write((tx) =>
				shareWorkflow(tx, { workflowId: params.id, groupId: params.group_id, level: query.level ?? null }),
			),
		shareWorkflowByBody: ({ params, body }) =>
			store.write((tx) => shareWorkflow(tx, { workflowId: params.id, groupId: body.group_id, level: null })),
		removeWorkflowFromGroup: ({ params }) => store.write((tx) => unshareWorkflow(tx, params.id, params.group_id)),

		checkWorkflowAccess: ({ params: { workflow_id, user_name } }) => {
			const reason = reasonOfAccess(store.reader, workflow_id, user_name);
			return { has_access: reason !== null, reason, user_name, workflow_id };
		},
	} satisfies Partial<Handlers>;
}
