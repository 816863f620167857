// torc access-groups …
import { command } from "./command.ts";
import { GROUPS_SHOWN, listOptions, shortListOptions } from "./list-options.ts";
import { namedWorkflow } from "./shared-arguments.ts";

const group = { group: { help: "Id or name of the group" } } as const;
const user = { user: { help: "Name of the user" } } as const;
const paging = {
	limit: { ...listOptions.limit, default: GROUPS_SHOWN, help: "Show at most this many" },
	offset: shortListOptions.offset,
} as const;

export const groupsCreate = command({
	path: ["access-groups", "create"],
	summary: "Create a group of users that workflows can be shared with",
	details: "Where access control is enforced, system administrators may do this.",
	examples: [["torc access-groups create team -d 'The wind team'", "a group without members"]],
	positionals: { name: { help: "Its name" } },
	options: { description: { type: "text", short: "d", help: "What it is for" } },
});
export const groupsGet = command({
	path: ["access-groups", "get"],
	summary: "Show a group",
	examples: [["torc access-groups get team", "its id and description"]],
	positionals: group,
});
export const groupsList = command({
	path: ["access-groups", "list"],
	summary: "List all groups",
	examples: [["torc access-groups list", "also those you are not in"]],
	options: paging,
});
export const groupsDelete = command({
	path: ["access-groups", "delete"],
	summary: "Delete a group; what was shared with it is its owner's alone again",
	examples: [["torc access-groups delete team", "group team with its members and shares"]],
	positionals: group,
});
export const groupsAddUser = command({
	path: ["access-groups", "add-user"],
	summary: "Add a user to a group",
	examples: [["torc access-groups add-user team ada -r admin", "ada may add and remove members"]],
	positionals: { ...group, ...user },
	options: {
		role: {
			type: "text",
			short: "r",
			values: ["member", "admin"],
			default: "member",
			help: "An admin adds and removes members, and shares workflows with the group",
		},
	},
});
export const groupsRemoveUser = command({
	path: ["access-groups", "remove-user"],
	summary: "Remove a user from a group",
	examples: [["torc access-groups remove-user team ada", "ada loses what is shared with the group"]],
	positionals: { ...group, ...user },
});
export const groupsListMembers = command({
	path: ["access-groups", "list-members"],
	summary: "List the members of a group",
	examples: [["torc access-groups list-members team", "users and roles"]],
	positionals: group,
	options: paging,
});
export const groupsListUserGroups = command({
	path: ["access-groups", "list-user-groups"],
	summary: "List the groups of a user",
	examples: [["torc access-groups list-user-groups ada", "what ada is in"]],
	positionals: user,
	options: paging,
});
export const groupsAddWorkflow = command({
	path: ["access-groups", "add-workflow"],
	summary: "Share a workflow with a group",
	details: "Sharing again with --level changes what the group may do.",
	examples: [
		["torc access-groups add-workflow 12 team", "members may do everything with workflow 12"],
		["torc access-groups add-workflow 12 team --level read", "members may look at it"],
	],
	positionals: { ...namedWorkflow, ...group },
	options: {
		level: {
			type: "text",
			values: ["read", "run", "manage"],
			help: "look at it, also start and stop it, or everything [default: manage]",
		},
	},
});
export const groupsRemoveWorkflow = command({
	path: ["access-groups", "remove-workflow"],
	summary: "End the sharing of a workflow with a group",
	examples: [["torc access-groups remove-workflow 12 team", "members lose access to workflow 12"]],
	positionals: { ...namedWorkflow, ...group },
});
export const groupsListWorkflowGroups = command({
	path: ["access-groups", "list-workflow-groups"],
	summary: "List the groups a workflow is shared with",
	examples: [["torc access-groups list-workflow-groups 12", "groups and what they may do"]],
	positionals: namedWorkflow,
});
