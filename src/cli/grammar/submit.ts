// Commands that ask Slurm for allocations.
import { command } from "./command.ts";
import { claimBackoff, noPrompts, outputDir, specOrId, workflow } from "./shared-arguments.ts";

const runnerOptions = {
	maxParallelJobs: { type: "int", min: 1, help: "Run this many jobs at once per runner, whatever they need" },
	pollInterval: { type: "int", short: "p", min: 1, help: "Seconds between requests where the server cannot push news" },
	...claimBackoff,
	keepSubmissionScripts: { type: "flag", help: "Leave the batch scripts in the output folder" },
} as const;

const submitOptions = {
	ignoreMissingData: { type: "flag", short: "i", help: "Submit even if input files or data are missing" },
	skipChecks: { type: "flag", help: "Create it despite warnings about schedulers" },
	...runnerOptions,
	...outputDir,
	noRefire: { type: "flag", help: "Do not repeat on_workflow_start allocations for unfinished work" },
	...noPrompts,
} as const;

export const submit = command({
	path: ["submit"],
	summary: "Run a workflow on a Slurm cluster",
	details:
		"Creates the workflow when given a specification, makes unfinished jobs ready, and submits the allocations of its schedule_nodes actions. Typed again after a wall time it continues where the jobs stopped.",
	examples: [
		["torc submit workflow.yaml", "create and submit"],
		["torc submit 12", "continue workflow 12 in new allocations"],
	],
	positionals: specOrId,
	options: submitOptions,
});

export const workflowsSubmit = command({
	path: ["workflows", "submit"],
	summary: "Run a created workflow on a Slurm cluster",
	examples: [["torc workflows submit 12", "the same as torc submit 12"]],
	positionals: workflow,
	options: { ...submitOptions, force: { type: "flag", help: "Same as --ignore-missing-data" } },
	hidden: true,
});

export const slurmScheduleNodes = command({
	path: ["slurm", "schedule-nodes"],
	summary: "Submit allocations for a workflow by hand",
	examples: [
		["torc slurm schedule-nodes 12 -n 2", "two allocations of the workflow's only scheduler"],
		["torc slurm schedule-nodes 12 --scheduler-config-id 3", "of scheduler 3"],
	],
	positionals: workflow,
	options: {
		startOneWorkerPerNode: { type: "flag", help: "A runner on every node of an allocation" },
		jobPrefix: { type: "text", short: "j", default: "", help: "First part of the allocations' names" },
		numHpcJobs: { type: "int", short: "n", min: 1, default: 1, help: "How many allocations" },
		output: { ...outputDir.outputDir, aliases: ["--output-dir"] },
		schedulerConfigId: { type: "int", help: "Which of the workflow's schedulers [default: the only one]" },
		suppressActions: { type: "flag", help: "Take pending schedule_nodes actions, so that they submit nothing more" },
		...runnerOptions,
		maxParallelJobs: { ...runnerOptions.maxParallelJobs, short: "m" },
		...noPrompts,
	},
});
