// torc results …, events …, reports …
import { command } from "./command.ts";
import { listOptions, shortListOptions } from "./list-options.ts";
import { recordId, workflow } from "./shared-arguments.ts";

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
	examples: [
		["torc results list 12 --failed", "those with a return code other than 0"],
		["torc results list 12 --include-logs -o torc_output", "with the paths of their logs"],
	],
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
	examples: [["torc reports results 12", "the same as torc results list 12 --include-logs"]],
	positionals: workflow,
	options: resultFilters,
	hidden: true,
});
export const resultsGet = command({
	path: ["results", "get"],
	summary: "Show a result",
	examples: [["torc results get 30", "all its fields"]],
	positionals: recordId,
});
export const resultsDelete = command({
	path: ["results", "delete"],
	summary: "Delete a result",
	examples: [["torc results delete 30", "result 30"]],
	positionals: recordId,
});

export const eventsCreate = command({
	path: ["events", "create"],
	summary: "Store an event",
	examples: [['torc events create 12 -d \'{"category": "note", "text": "new data"}\'', "store an event"]],
	positionals: workflow,
	options: { data: { type: "text", short: "d", value: "JSON", required: true, help: "What happened" } },
});
export const eventsList = command({
	path: ["events", "list"],
	summary: "List stored events",
	examples: [["torc events list 12 -t user_action -l 20", "what people did"]],
	positionals: workflow,
	options: {
		type: { type: "text", short: "t", aliases: ["--category"], help: "Only those of this type or category" },
		...shortListOptions,
	},
});
export const eventsMonitor = command({
	path: ["events", "monitor"],
	summary: "Show events as they happen",
	examples: [
		["torc events monitor 12 --level warning", "only what went wrong, live"],
		["torc events monitor 12 -d 60 --filename events.log", "for an hour, into a file too"],
	],
	positionals: workflow,
	options: {
		duration: { type: "int", short: "d", min: 0, value: "MINUTES", help: "End after this many minutes" },
		level: { type: "text", default: "info", values: ["debug", "info", "warning", "error"], help: "Least severity" },
		filename: { type: "text", value: "FILE", help: "Write the same lines there" },
	},
	staysOpen: true,
});
export const eventsGetLatestEvent = command({
	path: ["events", "get-latest-event"],
	summary: "Show the last stored event",
	examples: [["torc events get-latest-event 12", "the last one, or null"]],
	positionals: workflow,
});
export const eventsDelete = command({
	path: ["events", "delete"],
	summary: "Delete an event",
	examples: [["torc events delete 40", "event 40"]],
	positionals: recordId,
});
