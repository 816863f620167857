// torc workflows …
import { command } from "./command.ts";
import { listOptions } from "./list-options.ts";
import { namedWorkflow, noPrompts, workflow } from "./shared-arguments.ts";

const waiting = {
	async: { type: "flag", help: "Return at once with a task to wait for" },
	waitTimeout: { type: "int", min: 0, value: "SECONDS", help: "Wait at most this long" },
} as const;

export const workflowsNew = command({
	path: ["workflows", "new"],
	summary: "Create an empty workflow",
	examples: [["torc workflows new -n sweep -d 'Learning rates'", "an empty workflow, to add jobs to"]],
	options: {
		name: { type: "text", short: "n", required: true, help: "Its name" },
		description: { type: "text", short: "d", help: "Its description" },
	},
});

export const workflowsList = command({
	path: ["workflows", "list"],
	summary: "List workflows",
	examples: [
		["torc list", "your workflows"],
		["torc list -a --sort-by id --reverse-sort -l 20", "the newest 20 of all users"],
	],
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
	examples: [["torc workflows get 12", "all its fields"]],
	positionals: workflow,
});

export const workflowsUpdate = command({
	path: ["workflows", "update"],
	summary: "Change a workflow's name, description, owner, project or metadata",
	examples: [
		["torc workflows update 12 --project wind", "set the project"],
		["torc workflows update 12 --metadata '{\"stage\": 2}'", "set the metadata"],
	],
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
	examples: [
		["torc workflows archive true 12 13", "hide two workflows"],
		["torc workflows archive false 12", "take one back"],
	],
	positionals: {
		isArchived: { help: "true to archive, false to take out" },
		workflows: { rest: true, optional: true, help: "Ids or names of workflows" },
	},
});

export const workflowsInit = command({
	path: ["workflows", "init"],
	summary: "Prepare all jobs of a workflow to run from the beginning",
	examples: [
		["torc workflows init 12 --dry-run", "which inputs are missing, which outputs exist"],
		["torc workflows init 12", "prepare all jobs to run from the beginning"],
	],
	positionals: workflow,
	options: {
		force: { type: "flag", help: "Go ahead even if input files or user data are missing" },
		...noPrompts,
		dryRun: { type: "flag", help: "Only look for missing inputs and existing outputs" },
		...waiting,
	},
	oldPaths: [["workflows", "initialize"], ["init"], ["initialize"]],
});

export const workflowsReinit = command({
	path: ["workflows", "reinit"],
	summary: "Prepare what is unfinished or out of date to run again",
	examples: [
		["torc reinit 12 --dry-run", "what would run again, and why"],
		["torc reinit 12 && torc run 12", "run what is unfinished or out of date"],
	],
	positionals: workflow,
	options: {
		force: { type: "flag", help: "Go ahead even if input files or user data are missing" },
		dryRun: { type: "flag", help: "Only show which jobs would run again, and why" },
		...waiting,
	},
	oldPaths: [["workflows", "reinitialize"], ["reinit"], ["reinitialize"]],
});

export const workflowsResetStatus = command({
	path: ["workflows", "reset-status"],
	summary: "Set jobs back to uninitialized and begin a new run",
	examples: [["torc workflows reset-status 12 --failed-only -r", "run again what did not succeed"]],
	positionals: workflow,
	options: {
		failedOnly: { type: "flag", help: "Only jobs that did not succeed" },
		reinitialize: { type: "flag", short: "r", aliases: ["--reinit"], help: "Reinitialize afterwards" },
		force: { type: "flag", help: "Go ahead even if jobs are running" },
		...noPrompts,
	},
	oldPaths: [["reset-status"]],
});

export const workflowsIsComplete = command({
	path: ["workflows", "is-complete"],
	summary: "Tell whether a workflow has ended",
	examples: [["torc workflows is-complete 12", "ended, and canceled or not"]],
	positionals: workflow,
});

export const workflowsExport = command({
	path: ["workflows", "export"],
	summary: "Write a workflow as one JSON document",
	examples: [["torc workflows export 12 -o sweep.json --include-results", "with what became of its jobs"]],
	positionals: workflow,
	options: {
		output: { type: "text", short: "o", value: "FILE", help: "Write it there instead of on standard output" },
		includeResults: { type: "flag", help: "With the results of all runs and their compute nodes" },
		includeEvents: { type: "flag", help: "With the stored events" },
	},
});

export const workflowsImport = command({
	path: ["workflows", "import"],
	summary: "Create a workflow from an exported document",
	examples: [["torc workflows import sweep.json --name again", "a new workflow under another name"]],
	details: "All ids are new and all jobs uninitialized. On any problem with the document nothing is created.",
	positionals: { file: { help: "An exported document; - is standard input" } },
	options: {
		name: { type: "text", value: "NAME", help: "A name other than the document's" },
		skipResults: { type: "flag", help: "Leave out the document's results" },
		skipEvents: { type: "flag", help: "Accepted for older scripts: events are never taken over" },
	},
});

export const workflowsSyncStatus = command({
	path: ["workflows", "sync-status"],
	summary: "End jobs whose runner or allocation is gone",
	details:
		"Looks for evidence: allocations that Slurm has ended, runners of this machine whose process has ended, nodes that signed off or whose heartbeat stopped. What they ran becomes terminated, with the cause, and goes on like other stopped jobs; what they had only claimed is ready again. Without an answer from Slurm its allocations are left alone.",
	positionals: workflow,
	examples: [["torc workflows sync-status 12 --dry-run", "what was lost, without changing anything"]],
	options: { dryRun: { type: "flag", help: "Only show what would be done" } },
	oldPaths: [["sync-status"]],
});

export const workflowsReconcile = command({
	path: ["workflows", "reconcile"],
	summary: "Deliver results that runners could not report",
	details:
		"Finds the journals of a run below a folder and reports what is in them; results the server has already are left as they are, those of an earlier run are rejected. Other commands do this by themselves for the output folder they see.",
	examples: [["torc workflows reconcile 12 1 --base-dir torc_output", "what run 1 of workflow 12 left there"]],
	positionals: {
		...namedWorkflow,
		runId: { type: "int", help: "Run the results belong to" },
	},
	options: { baseDir: { type: "text", value: "DIR", default: ".", help: "Look in this folder and below" } },
	oldPaths: [["reconcile"]],
	deliversJournals: true,
});
