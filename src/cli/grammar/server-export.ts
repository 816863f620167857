// torc-server export
import { command } from "./command.ts";

export const serverExport = command({
	path: ["export"],
	summary: "Copy the database, whole or only some of its workflows, while a server may be using it",
	details:
		"The copy is a database of its own that another server can serve; all ids stay. A copy of some workflows has no groups of users, unless --preserve-access-groups is given, and neither audit log nor change log.",
	examples: [
		["torc-server export -d torc.db -o backup.db", "everything"],
		["torc-server export -d torc.db -o ada.db --user ada", "the workflows of one user"],
		["torc-server export -d torc.db -o two.db 12 13", "two workflows"],
	],
	positionals: {
		workflowIds: { type: "int", rest: true, optional: true, help: "Ids of the workflows to keep [default: all]" },
	},
	options: {
		output: { type: "text", short: "o", value: "FILE", required: true, help: "The copy" },
		database: { type: "text", short: "d", value: "PATH", help: "The database [default: DATABASE_URL]" },
		user: {
			type: "text",
			repeatable: true,
			conflicts: ["accessGroup", "workflowIds"],
			help: "Keep the workflows of this user",
		},
		accessGroup: {
			type: "int",
			value: "ID",
			repeatable: true,
			conflicts: ["user", "workflowIds"],
			help: "Keep the workflows shared with this group",
		},
		overwrite: { type: "flag", help: "Replace a file that is there" },
		preserveAccessGroups: { type: "flag", help: "Keep groups, their members and shares" },
		noVacuum: { type: "flag", help: "Leave the space of deleted workflows in the file: faster, larger" },
	},
	server: "none",
});
