// torc admin …
import { command } from "./command.ts";

export const adminReloadAuth = command({
	path: ["admin", "reload-auth"],
	summary: "Make the server read its file of users again",
	examples: [["torc admin reload-auth", "after torc-htpasswd has changed it"]],
});
export const adminTailApi = command({
	path: ["admin", "tail-api"],
	summary: "Follow what the server is asked and answers, until interrupted",
	examples: [["torc -f json admin tail-api --include-bodies", "one JSON record per line"]],
	options: { includeBodies: { type: "flag", help: "With bodies, cut and without values of variables" } },
});
export const adminApiStats = command({
	path: ["admin", "api-stats"],
	summary: "Count the requests of the last hour",
	examples: [["torc admin api-stats --window 600 --interval 60", "the last ten minutes, one by one"]],
	options: {
		window: { type: "int", min: 0, default: 3600, help: "Seconds to look back, at most 3600" },
		interval: { type: "int", min: 0, default: 60, help: "Seconds in one row" },
	},
});
export const adminListAuditLog = command({
	path: ["admin", "list-audit-log"],
	summary: "List what was written by SQL, newest first",
	examples: [["torc admin list-audit-log --limit 10", "the last ten writes"]],
	options: {
		limit: { type: "int", min: 0, help: "Show at most this many [default: all]" },
		offset: { type: "int", min: 0, default: 0, help: "Skip this many first" },
	},
});
export const adminListChanges = command({
	path: ["admin", "list-changes"],
	summary: "List who changed what, from where, newest first",
	details:
		"What runners do is not listed: results and events tell it; nor is SQL, which has its own log. -f csv or json exports the list. A name with a question mark was not proven by a password.",
	examples: [
		["torc admin list-changes --workflow storm", "what was done to one workflow"],
		["torc -f csv admin list-changes --user ada > ada.csv", "what one user did"],
	],
	options: {
		workflow: { type: "text", short: "w", help: "Only changes of this workflow; also takes the id of a deleted one" },
		user: { type: "text", help: "Only changes by this user" },
		operation: { type: "text", help: "Only changes by this operation of the REST interface, e.g. delete_workflow" },
		limit: { type: "int", min: 0, help: "Show at most this many [default: all]" },
		offset: { type: "int", min: 0, default: 0, help: "Skip this many first" },
	},
});
/** Started by the server for itself: question and answer are JSON on the standard streams. */
export const adminAnswerSql = command({
	path: ["admin", "answer-sql"],
	summary: "Run one reading SQL statement for a server",
	examples: [["torc admin answer-sql", "reads the question as JSON from standard input"]],
	hidden: true,
	server: "none",
	readsConfig: true,
});
export const adminSql = command({
	path: ["admin", "sql"],
	summary: "Run one SQL statement on the server's database",
	details:
		"Without --write only SELECT, WITH and VALUES. With it, the statement is tried first, and it is asked for before anything is kept.",
	examples: [
		["torc admin sql 'SELECT id, name, user FROM workflow'", "a table; -f json or -f csv for programs"],
		["torc admin sql --write \"UPDATE workflow SET user = 'ada' WHERE id = 12\"", "shows how many rows, then asks"],
	],
	positionals: { statement: { help: "The statement" } },
	options: {
		write: { type: "flag", help: "Allow it to change the database" },
		allowFullTable: { type: "flag", help: "Allow UPDATE and DELETE without WHERE" },
		yes: { type: "flag", short: "y", help: "Do not try it first, do not ask" },
		limit: { type: "int", help: "Show at most this many rows [default: 100000]" },
	},
});
