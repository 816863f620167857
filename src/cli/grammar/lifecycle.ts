// The commands a workflow's life is made of: create, run, exec, cancel, status, delete, ping.
import { command } from "./command.ts";
import { claimBackoff, noPrompts, outputDir, specOrId, workflow } from "./shared-arguments.ts";

const runnerOptions = {
	maxParallelJobs: { type: "int", min: 1, help: "Run this many jobs at once and ignore their resource requirements" },
	numCpus: { type: "int", min: 1, help: "CPUs to use [default: all]" },
	memoryGb: { type: "number", min: 0, help: "Memory to use, in GiB [default: all]" },
	numGpus: { type: "int", min: 0, help: "GPUs to use [default: all]" },
	pollInterval: {
		type: "number",
		short: "p",
		min: 0,
		help: "Seconds between requests where the server cannot push news",
	},
	...claimBackoff,
	...outputDir,
	timeLimit: { type: "text", value: "DURATION", help: "Stop jobs in time to end within this, e.g. PT2H30M" },
	endTime: { type: "text", value: "TIME", help: "Stop jobs in time to end by then, e.g. 2026-05-01T12:00:00Z" },
	skipChecks: { type: "flag", help: "Run even if a job does not fit this machine" },
	label: {
		type: "text",
		value: "LABEL",
		repeatable: true,
		commaSeparated: true,
		help: "Take only labeled jobs, those whose labels are all among these",
	},
	persistent: { type: "flag", help: "Stay while unfinished jobs for these labels exist" },
	failOnError: { type: "flag", help: "Exit with 7 when jobs failed, with 8 when jobs were only stopped" },
} as const;

export const run = command({
	path: ["run"],
	summary: "Run a workflow on this machine",
	details:
		"Takes a specification file, - for standard input, or the id or name of a created workflow. Without a configured server the workflow is kept in ./torc_output/torc.db.",
	examples: [
		["torc run workflow.yaml", "create and run"],
		["torc run 12 --time-limit PT4H", "continue workflow 12, stop its jobs in time"],
	],
	positionals: { specOrId: { ...specOrId.specOrId, optional: true } },
	options: runnerOptions,
	oldPaths: [["workflows", "run"]],
	server: "starts",
	staysOpen: true,
});

export const create = command({
	path: ["create"],
	summary: "Create a workflow from a specification file",
	examples: [["torc create --dry-run workflow.yaml", "check it, create nothing"]],
	positionals: { file: { help: "Specification (YAML, JSON, JSON5, KDL), or - for standard input" } },
	options: {
		dryRun: { type: "flag", help: "Show what would be created; needs no server" },
		skipChecks: { type: "flag", help: "Create it despite warnings about schedulers" },
		noResourceMonitoring: { type: "flag", help: "Do not switch on the default job monitoring" },
	},
	oldPaths: [["workflows", "create"]],
	server: "starts",
});

export const exec = command({
	path: ["exec"],
	summary: "Run commands as a workflow, without a specification",
	examples: [
		["torc exec -c 'sort a' -c 'sort b' -j 2", "two jobs at once"],
		["torc exec --param i=1:100 -- work.sh {i}", "a hundred jobs"],
	],
	positionals: {
		stray: { rest: true, optional: true, hidden: true, help: "Refused with advice: commands go after --" },
		trailing: { rest: true, optional: true, afterDashes: true, hidden: true, help: "One command, after --" },
	},
	options: {
		name: { type: "text", short: "n", help: "Name of the workflow [default: exec_ and the time]" },
		description: { type: "text", value: "TEXT", help: "Its description" },
		command: { type: "text", short: "c", value: "CMD", repeatable: true, help: "A command to run" },
		commandsFile: { type: "text", short: "C", value: "FILE", help: "A command per line; - is standard input" },
		param: {
			type: "text",
			value: "NAME=VALUE",
			repeatable: true,
			help: "Repeat every command for 1:10, [a,b], @file or one value",
		},
		link: { type: "text", default: "product", values: ["product", "zip"], help: "How several parameters combine" },
		maxParallelJobs: { type: "int", short: "j", min: 1, help: "Run this many jobs at once" },
		...outputDir,
		dryRun: { type: "flag", help: "Print the specification, run nothing" },
		monitor: {
			type: "text",
			default: "summary",
			values: ["off", "summary", "time-series"],
			help: "Measure the jobs",
		},
		monitorComputeNode: {
			type: "text",
			default: "off",
			values: ["off", "summary", "time-series"],
			help: "Measure the machine",
		},
		generatePlots: { type: "flag", help: "Draw what was measured; needs a time-series" },
		sampleIntervalSeconds: { type: "int", short: "i", min: 1, value: "SECS", help: "Take a sample this often" },
		stdio: {
			type: "text",
			values: ["separate", "combined", "no-stdout", "no-stderr", "none"],
			help: "Which output files jobs get",
		},
	},
	server: "starts",
	staysOpen: true,
});

export const cancel = command({
	path: ["cancel"],
	summary: "Cancel a workflow",
	examples: [
		["torc cancel 12", "asks first; running jobs may save"],
		["torc cancel 12 --no-prompts --now", "at once, without a question"],
	],
	positionals: workflow,
	options: { now: { type: "flag", help: "End running allocations at once; their jobs cannot save" }, ...noPrompts },
	oldPaths: [["workflows", "cancel"]],
});

export const status = command({
	path: ["status"],
	summary: "Show how far a workflow is",
	examples: [
		["torc status 12", "counts, times and what stands in the way"],
		["torc status diamond", "a name does as well as an id"],
		["torc -f json status 12", "for programs"],
	],
	positionals: workflow,
	oldPaths: [
		["workflows", "status"],
		["reports", "summary"],
	],
});

export const deleteWorkflows = command({
	path: ["delete"],
	summary: "Delete workflows and all that belongs to them",
	examples: [
		["torc delete 12 13", "asks for each"],
		["torc delete 12 --force", "does not ask"],
	],
	positionals: { workflows: { rest: true, optional: true, help: "Ids or names of workflows" } },
	options: { noPrompts: { type: "flag", aliases: ["--force"], help: "Do not ask" } },
	oldPaths: [["workflows", "delete"]],
});

export const ping = command({
	path: ["ping"],
	summary: "Ask whether the server is there",
	examples: [["torc --url http://login1:8080 ping", "is that server there?"]],
});
