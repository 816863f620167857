// torc logs …
import { command } from "./command.ts";
import { jobOfWorkflow, outputOfRun, workflow } from "./shared-arguments.ts";

export const logsShow = command({
	path: ["logs", "show"],
	summary: "Show what a job wrote",
	details: "Shows the latest start of the job; earlier ones by --run-id and --attempt, or all of them with --all.",
	examples: [
		["torc logs show 17", "output and errors of job 17"],
		["torc logs show train_3 12 -F", "those of train_3 in workflow 12 as they are written"],
		["torc logs show 17 --stderr -n 20", "the last 20 lines of its errors"],
	],
	positionals: jobOfWorkflow,
	options: {
		follow: {
			type: "flag",
			short: "F",
			help: "Go on as the job writes, until it ends; waits for one that has not started",
		},
		lines: { type: "int", short: "n", min: 0, help: "Only this many last lines of each file" },
		stdout: { type: "flag", conflicts: ["stderr"], help: "Only its standard output" },
		stderr: { type: "flag", conflicts: ["stdout"], help: "Only its standard error" },
		all: { type: "flag", conflicts: ["runId", "attempt"], help: "All starts of the job, oldest first" },
		runId: { type: "int", short: "r", value: "ID", help: "The start in this run" },
		attempt: { type: "int", short: "a", value: "N", help: "This attempt" },
		...outputOfRun,
	},
	staysOpen: true,
});

export const logsBundle = command({
	path: ["logs", "bundle"],
	summary: "Pack the logs of a workflow into one file, to keep or to send",
	examples: [["torc logs bundle 12", "writes wf12.tar.gz"]],
	positionals: workflow,
	options: {
		...outputOfRun,
		bundleDir: { type: "text", value: "DIR", default: ".", help: "Where the bundle goes" },
	},
});

export const logsAnalyze = command({
	path: ["logs", "analyze"],
	summary: "Find known errors in the logs of a workflow",
	examples: [
		["torc logs analyze torc_output", "the logs of a run"],
		["torc logs analyze wf12.tar.gz -f json", "those in a bundle, for programs"],
	],
	positionals: { path: { help: "A bundle, or the output folder of a run" } },
	options: {
		workflowId: { type: "int", short: "w", value: "ID", help: "The workflow, where there are logs of several" },
		pattern: {
			type: "text",
			value: "NAME=REGEX",
			repeatable: true,
			help: "An error of your own to look for, before the known ones",
		},
		failOnError: { type: "flag", help: "Exit with 1 when errors are found" },
	},
	server: "none",
});
