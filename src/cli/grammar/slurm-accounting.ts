// torc slurm sacct, stats, usage and parse-logs, and torc monitor-node.
import { command } from "./command.ts";
import { outputOfRun, workflow } from "./shared-arguments.ts";

export const slurmSacct = command({
	path: ["slurm", "sacct"],
	summary: "Show what Slurm's accounting says about a workflow's allocations and their steps",
	examples: [["torc slurm sacct 12", "every step of every allocation of workflow 12"]],
	positionals: workflow,
	options: {
		saveJson: { type: "flag", help: "Write all that sacct says into sacct_ID.json, a file for each allocation" },
		outputDir: { ...outputOfRun.outputDir, help: "Where these files go [default: torc_output]" },
	},
});

export const slurmStats = command({
	path: ["slurm", "stats"],
	summary: "Show the figures that runners kept of jobs that ran as Slurm steps",
	examples: [["torc slurm stats 12 --job-id 34", "every attempt of job 34"]],
	positionals: workflow,
	options: {
		jobId: { type: "int", help: "Only this job" },
		runId: { type: "int", help: "Only this run" },
		attemptId: { type: "int", help: "Only this attempt" },
	},
});

export const slurmUsage = command({
	path: ["slurm", "usage"],
	summary: "Add up the node time and CPU time of a workflow's allocations",
	examples: [["torc slurm usage 12", "what workflow 12 has cost so far"]],
	positionals: workflow,
});

export const slurmParseLogs = command({
	path: ["slurm", "parse-logs"],
	summary: "Find known errors in Slurm's output and in that of the jobs",
	examples: [["torc slurm parse-logs torc_output -w 12", "those of workflow 12"]],
	positionals: { path: { optional: true, help: "The output folder of a run [default: torc_output]" } },
	options: {
		workflowId: {
			type: "text",
			short: "w",
			value: "WORKFLOW",
			help: "Id or name of the workflow, where there are logs of several",
		},
		errorsOnly: { type: "flag", help: "No warnings" },
		// Of 0.12, which takes the workflow as the positional and the folder here.
		outputDir: { ...outputOfRun.outputDir, hidden: true },
	},
});

export const monitorNode = command({
	path: ["monitor-node"],
	summary: "Record CPU and memory of this machine until a signal ends it",
	details: "Ends on TERM, INT or USR1. Needs no server unless a workflow is named.",
	examples: [["torc monitor-node -i 5 -o out", "a sample every 5 s, in out/resource_utilization"]],
	options: {
		workflowId: { type: "text", short: "w", value: "WORKFLOW", help: "Id or name of the workflow that runs here" },
		outputDir: { type: "text", short: "o", value: "DIR", default: "torc_output", help: "Where the measurements go" },
		sampleIntervalSeconds: { type: "int", short: "i", min: 1, default: 10, help: "Seconds between samples" },
		flushIntervalSeconds: { type: "int", min: 1, default: 300, help: "Seconds between writes" },
		summaryOnly: { type: "flag", help: "Keep peaks and means, not every sample" },
	},
});
