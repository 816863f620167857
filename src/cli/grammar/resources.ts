// torc workflows check-resources, correct-resources, diagnose: what jobs asked for and what they used.
import { command } from "./command.ts";
import { workflow } from "./shared-arguments.ts";

export const workflowsCheckResources = command({
	path: ["workflows", "check-resources"],
	summary: "Show jobs that used more than they asked for",
	details: "Compares memory, CPU and run time of the latest results with the resource requirements of the jobs.",
	examples: [
		["torc workflows check-resources 12", "only what was exceeded"],
		["torc workflows check-resources 12 --all --include-failed", "every job, failed ones with a reason"],
	],
	positionals: workflow,
	options: {
		runId: { type: "int", short: "r", value: "ID", help: "Look at this run [default: the latest results]" },
		all: { type: "flag", short: "a", help: "Also show jobs that kept within their requirements" },
		includeFailed: { type: "flag", help: "Also look at jobs that failed or were stopped" },
		minOverUtilization: {
			type: "number",
			default: 1,
			value: "PERCENT",
			help: "Ignore what was exceeded by less than this",
		},
	},
	oldPaths: [["reports", "check-resource-utilization"]],
});

const multiplier = (what: string) => ({ type: "number", min: 1, default: 1.2, help: `${what} times this` }) as const;

export const workflowsCorrectResources = command({
	path: ["workflows", "correct-resources"],
	summary: "Set resource requirements by what the jobs really used",
	details:
		"Requirements that a job exceeded grow; those that no job nearly used shrink, unless --no-downsize is given. Jobs that share requirements get the same new ones.",
	examples: [
		["torc workflows correct-resources 12 --dry-run", "only show the changes"],
		["torc workflows correct-resources 12 --job-ids 3,4", "look only at these jobs"],
	],
	positionals: workflow,
	options: {
		memoryMultiplier: multiplier("Memory: the greatest peak"),
		cpuMultiplier: multiplier("CPUs: the greatest peak"),
		runtimeMultiplier: multiplier("Run time: the longest"),
		jobIds: { type: "int", repeatable: true, commaSeparated: true, value: "IDS", help: "Look only at these jobs" },
		dryRun: { type: "flag", help: "Only show the changes" },
		noDownsize: { type: "flag", help: "Never make requirements smaller" },
	},
});

export const workflowsDiagnose = command({
	path: ["workflows", "diagnose"],
	summary: "Tell whether ready jobs wait for an allocation with enough time",
	examples: [["torc workflows diagnose 12", "run times of ready jobs beside the time that is left"]],
	positionals: workflow,
});
