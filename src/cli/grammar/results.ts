// torc results …, events …, reports …
import { command } from "./command.ts";
import { listOptions, shortListOptions, workflow } from "./list-options.ts";

const id = { id: { type: "int", help: "Id of the record" } } as const;

const resultFilters = {
	jobId: { type: "int", short: "j", value: "ID", help: "Only those of this job" },
	runId: { type: "int", short: "r", value: "ID", help: "Only those of this run" },
	returnCode: { type: "int", help: "Only those with this return code" },
	failed: { type: "flag", help: "Only those with a return code other than 0" },
	status: { type: "text", short: "s", help: "Only those with this status" },
	allRuns: { type: "flag", help: "Those of earlier runs too" },
	computeNode: { type: "int", value: "ID", help: "Only those of this compute node" },
	outputDir: { type: "text", short: "o", value: "DIR", default: "torc_output", help: "Where the logs are" },
} as const;

export const resultsList = command({
	path: ["results", "list"],
	summary: "List what became of the jobs of the current run",
	positionals: workflow,
	options: {
		...resultFilters,
		...listOptions,
		includeLogs: { type: "flag", help: "With the paths of the jobs' logs (always JSON)" },
	},
});
export const reportsResults = command({
	path: ["reports", "results"],
	summary: "List results with the paths of the jobs' logs",
	positionals: workflow,
	options: resultFilters,
	hidden: true,
});
export const resultsGet = command({ path: ["results", "get"], summary: "Show a result", positionals: id });
export const resultsDelete = command({ path: ["results", "delete"], summary: "Delete a result", positionals: id });

export const eventsCreate = command({
	path: ["events", "create"],
	summary: "Store an event",
	positionals: workflow,
	options: { data: { type: "text", short: "d", value: "JSON", required: true, help: "What happened" } },
});
export const eventsList = command({
	path: ["events", "list"],
	summary: "List stored events",
	positionals: workflow,
	options: {
		type: { type: "text", short: "t", aliases: ["--category"], help: "Only those of this type or category" },
		...shortListOptions,
	},
});
export const eventsMonitor = command({
	path: ["events", "monitor"],
	summary: "Show events as they happen",
	positionals: workflow,
	options: {
		duration: { type: "int", short: "d", min: 0, value: "MINUTES", help: "End after so many minutes" },
		level: { type: "text", default: "info", values: ["debug", "info", "warning", "error"], help: "Least severity" },
		filename: { type: "text", value: "FILE", help: "Write the same lines there" },
	},
	staysOpen: true,
});
export const eventsGetLatestEvent = command({
	path: ["events", "get-latest-event"],
	summary: "Show the last stored event",
	positionals: workflow,
});
export const eventsDelete = command({ path: ["events", "delete"], summary: "Delete an event", positionals: id });
