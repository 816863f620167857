// torc jobs …
import { command } from "./command.ts";
import { listOptions } from "./list-options.ts";
import { namedWorkflow, noPrompts, workflow } from "./shared-arguments.ts";

const job = { id: { type: "int", help: "Id of the job" } } as const;
const ids = (help: string) => ({ type: "int", repeatable: true, takesSeveral: true, help }) as const;

export const jobsCreate = command({
	path: ["jobs", "create"],
	summary: "Add a job to a workflow",
	examples: [["torc jobs create 12 -n post -c './post.sh' -b 3 4", "waits for jobs 3 and 4"]],
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

export const jobsCreateFromFile = command({
	path: ["jobs", "create-from-file"],
	summary: "Add a job for every line of a file",
	details: "Blank lines and lines that begin with # are left out. The jobs share one record of resource requirements.",
	examples: [
		["torc jobs create-from-file 12 commands.txt", "job1, job2, … with 1 CPU and 1 minute"],
		["torc jobs create-from-file 12 commands.txt --memory-per-job 4g", "the same with 4 GiB each"],
	],
	positionals: {
		...namedWorkflow,
		file: { help: "A command per line; - is standard input" },
	},
	options: {
		cpusPerJob: { type: "int", min: 1, default: 1, help: "CPUs of each job" },
		memoryPerJob: { type: "text", default: "1m", help: "Memory of each job, e.g. 16g" },
		runtimePerJob: { type: "text", default: "PT1M", help: "Longest run time of each job, e.g. PT2H" },
	},
});

export const jobsList = command({
	path: ["jobs", "list"],
	summary: "List the jobs of a workflow",
	examples: [
		["torc jobs list 12 -s failed", "only failed ones"],
		["torc jobs list 12 -x command -x priority", "without two columns"],
	],
	positionals: workflow,
	options: {
		status: { type: "text", short: "s", help: "Only jobs in this state" },
		upstreamJobId: { type: "int", value: "ID", help: "Only jobs that wait for this one" },
		...listOptions,
		includeRelationships: { type: "flag", help: "With ids of dependencies, files and user data (JSON)" },
		exclude: { type: "text", short: "x", value: "COLUMN", repeatable: true, help: "Leave out a column" },
	},
});

export const jobsGet = command({
	path: ["jobs", "get"],
	summary: "Show a job",
	examples: [["torc jobs get 3", "all its fields"]],
	positionals: job,
});

export const jobsUpdate = command({
	path: ["jobs", "update"],
	summary: "Change a job",
	examples: [
		["torc jobs update 3 --priority 10", "start it before others"],
		["torc jobs update 3 --runtime PT4H", "give it, and those with the same requirements, more time"],
	],
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
	examples: [["torc jobs delete 3 4", "two jobs, or none if one does not exist"]],
	positionals: { ids: { type: "int", rest: true, optional: true, help: "Ids of jobs" } },
});

export const jobsDeleteAll = command({
	path: ["jobs", "delete-all"],
	summary: "Delete all jobs of a workflow",
	examples: [["torc jobs delete-all 12", "asks first; the workflow itself stays"]],
	positionals: workflow,
	options: noPrompts,
});

const ofJob = { jobId: { type: "int", short: "j", value: "ID", help: "Only this job" } } as const;

export const jobsListResourceRequirements = command({
	path: ["jobs", "list-resource-requirements"],
	summary: "List what each job needs",
	examples: [["torc jobs list-resource-requirements 12", "CPUs, memory and run time, job by job"]],
	positionals: workflow,
	options: ofJob,
});

export const jobsListFailureHandlers = command({
	path: ["jobs", "list-failure-handlers"],
	summary: "List the failure handler of each job that has one",
	examples: [["torc jobs list-failure-handlers 12", "with a summary of the rules"]],
	positionals: workflow,
	options: ofJob,
});

export const jobsRunning = command({
	path: ["jobs", "running"],
	summary: "List the jobs that run now",
	examples: [["torc jobs running 12", "where each runs, and for how long"]],
	positionals: workflow,
});

export const jobsResetStatus = command({
	path: ["jobs", "reset-status"],
	summary: "Set chosen jobs back to uninitialized",
	examples: [
		["torc jobs reset-status 3 4 --reinit", "run two jobs again, and what depends on them"],
		["torc jobs reset-status --workflow-id 12 --return-code 137 --dry-run", "show those that were killed"],
	],
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
		force: { type: "flag", help: "Go ahead even if workers are active or jobs are running" },
		dryRun: { type: "flag", help: "Only show the jobs" },
		...noPrompts,
		reinit: { type: "flag", aliases: ["--reinitialize"], help: "Reinitialize the workflow afterwards" },
	},
});
