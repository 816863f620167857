// torc jobs …
import { command } from "./command.ts";
import { listOptions, workflow } from "./list-options.ts";

const job = { id: { type: "int", help: "Id of the job" } } as const;
const ids = (help: string) => ({ type: "int", repeatable: true, takesSeveral: true, help }) as const;

export const jobsCreate = command({
	path: ["jobs", "create"],
	summary: "Add a job to a workflow",
	positionals: workflow,
	options: {
		name: { type: "text", short: "n", required: true, help: "Its name" },
		command: { type: "text", short: "c", required: true, help: "What it runs" },
		resourceRequirementsId: { type: "int", short: "r", value: "ID", help: "What it needs" },
		blockingJobIds: { ...ids("Jobs it waits for"), short: "b" },
		inputFileIds: { ...ids("Files it reads"), short: "i" },
		outputFileIds: { ...ids("Files it writes"), short: "o" },
	},
});

export const jobsList = command({
	path: ["jobs", "list"],
	summary: "List the jobs of a workflow",
	positionals: workflow,
	options: {
		status: { type: "text", short: "s", help: "Only jobs in this state" },
		upstreamJobId: { type: "int", value: "ID", help: "Only jobs that wait for this one" },
		...listOptions,
		includeRelationships: { type: "flag", help: "With ids of dependencies, files and user data (JSON)" },
		exclude: { type: "text", short: "x", value: "COLUMN", repeatable: true, help: "Leave out a column" },
	},
});

export const jobsGet = command({ path: ["jobs", "get"], summary: "Show a job", positionals: job });

export const jobsUpdate = command({
	path: ["jobs", "update"],
	summary: "Change a job",
	positionals: job,
	options: {
		name: { type: "text", short: "n", help: "New name" },
		command: { type: "text", short: "c", help: "New command" },
		runtime: { type: "text", help: "New runtime of its resource requirements" },
		resourceRequirementsId: { type: "int", value: "ID", help: "Other resource requirements" },
		priority: { type: "int", min: 0, help: "New priority" },
		label: { type: "text", repeatable: true, commaSeparated: true, conflicts: ["clearLabels"], help: "New labels" },
		clearLabels: { type: "flag", help: "Take all labels away" },
	},
});

export const jobsDelete = command({
	path: ["jobs", "delete"],
	summary: "Delete jobs",
	positionals: { ids: { type: "int", rest: true, help: "Ids of jobs" } },
});

export const jobsRunning = command({
	path: ["jobs", "running"],
	summary: "List the jobs that run now",
	positionals: workflow,
});

export const jobsResetStatus = command({
	path: ["jobs", "reset-status"],
	summary: "Set chosen jobs back to uninitialized",
	positionals: { ids: { type: "int", rest: true, optional: true, help: "Ids of jobs" } },
	options: {
		status: {
			type: "text",
			repeatable: true,
			commaSeparated: true,
			conflicts: ["returnCode"],
			help: "Jobs in these states (with --workflow-id)",
		},
		returnCode: { type: "int", help: "Jobs whose latest result has this return code (with --workflow-id)" },
		workflowId: { type: "text", value: "WORKFLOW", help: "The workflow, for --status and --return-code" },
		force: { type: "flag", help: "Although workers are active or jobs are running" },
		dryRun: { type: "flag", help: "Only show the jobs" },
		noPrompts: { type: "flag", help: "Do not ask" },
		reinit: { type: "flag", aliases: ["--reinitialize"], help: "Reinitialize the workflow afterwards" },
	},
});
