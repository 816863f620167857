// torc workflows …
import { command } from "./command.ts";
import { listOptions, noPrompts, workflow } from "./list-options.ts";

const waiting = {
	async: { type: "flag", help: "Return at once with a task to wait for" },
	waitTimeout: { type: "int", min: 0, value: "SECONDS", help: "Wait at most so long" },
} as const;

export const workflowsNew = command({
	path: ["workflows", "new"],
	summary: "Create an empty workflow",
	options: {
		name: { type: "text", short: "n", required: true, help: "Its name" },
		description: { type: "text", short: "d", help: "Its description" },
	},
});

export const workflowsList = command({
	path: ["workflows", "list"],
	summary: "List workflows",
	options: {
		...listOptions,
		archivedOnly: { type: "flag", help: "Only archived ones" },
		includeArchived: { type: "flag", help: "Archived ones too" },
		allUsers: { type: "flag", short: "a", help: "Those of all users" },
		accessGroup: { type: "text", short: "g", help: "Those shared with this group" },
	},
	oldPaths: [["list"]],
});

export const workflowsGet = command({
	path: ["workflows", "get"],
	summary: "Show a workflow",
	positionals: workflow,
});

export const workflowsUpdate = command({
	path: ["workflows", "update"],
	summary: "Change a workflow's name, description, owner, project or metadata",
	positionals: workflow,
	options: {
		name: { type: "text", short: "n", help: "New name" },
		description: { type: "text", short: "d", help: "New description" },
		ownerUser: { type: "text", help: "New owner" },
		project: { type: "text", help: "New project" },
		metadata: { type: "text", value: "JSON", help: "New metadata, a JSON object" },
	},
});

export const workflowsArchive = command({
	path: ["workflows", "archive"],
	summary: "Archive workflows, or take them out of the archive",
	positionals: {
		isArchived: { help: "true to archive, false to take out" },
		workflows: { rest: true, optional: true, help: "Ids or names of workflows" },
	},
});

export const workflowsInit = command({
	path: ["workflows", "init"],
	summary: "Prepare all jobs of a workflow to run from the beginning",
	positionals: workflow,
	options: {
		force: { type: "flag", help: "Although input files or user data are missing" },
		...noPrompts,
		dryRun: { type: "flag", help: "Only look for missing inputs and existing outputs" },
		...waiting,
	},
	oldPaths: [["workflows", "initialize"], ["init"], ["initialize"]],
});

export const workflowsReinit = command({
	path: ["workflows", "reinit"],
	summary: "Prepare what is unfinished or out of date to run again",
	positionals: workflow,
	options: {
		force: { type: "flag", help: "Although input files or user data are missing" },
		dryRun: { type: "flag", help: "Only show which jobs would run again, and why" },
		...waiting,
	},
	oldPaths: [["workflows", "reinitialize"], ["reinit"], ["reinitialize"]],
});

export const workflowsResetStatus = command({
	path: ["workflows", "reset-status"],
	summary: "Set jobs back to uninitialized and begin a new run",
	positionals: workflow,
	options: {
		failedOnly: { type: "flag", help: "Only jobs that did not succeed" },
		reinitialize: { type: "flag", short: "r", aliases: ["--reinit"], help: "Reinitialize afterwards" },
		force: { type: "flag", help: "Although jobs are running" },
		...noPrompts,
	},
	oldPaths: [["reset-status"]],
});

export const workflowsIsComplete = command({
	path: ["workflows", "is-complete"],
	summary: "Tell whether a workflow has ended",
	positionals: workflow,
});

export const workflowsExport = command({
	path: ["workflows", "export"],
	summary: "Write a workflow as one JSON document",
	positionals: workflow,
	options: {
		output: { type: "text", short: "o", value: "FILE", help: "Write it there instead of on standard output" },
		includeResults: { type: "flag", help: "With the results of all runs and their compute nodes" },
		includeEvents: { type: "flag", help: "With the stored events" },
	},
});

export const workflowsImport = command({
	path: ["workflows", "import"],
	summary: "Make a new workflow of an exported document",
	details: "All ids are new and all jobs uninitialized. On any problem with the document nothing is created.",
	positionals: { file: { help: "An exported document; - is standard input" } },
	options: {
		name: { type: "text", value: "NAME", help: "A name other than the document's" },
		skipResults: { type: "flag", help: "Leave out the document's results" },
		skipEvents: { type: "flag", help: "Accepted for older scripts: events are never taken over" },
	},
});
