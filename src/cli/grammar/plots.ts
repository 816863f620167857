// torc plot-resources
import { command } from "./command.ts";

export const plotResources = command({
	path: ["plot-resources"],
	summary: "Draw what monitors measured over time",
	details:
		"Reads the databases that runs with a time_series monitor leave in resource_utilization/ and writes a page per job, per kind of measurement, and a summary. The pages need nothing else, no network either.",
	examples: [
		["torc plot-resources torc_output/resource_utilization/*.db", "pages into this folder"],
		["torc plot-resources metrics.db -j 3,4 -o plots -p night", "two jobs: plots/night_job_3.html, …"],
	],
	positionals: { dbPaths: { rest: true, help: "Databases, folders with databases, or output folders of runs" } },
	options: {
		outputDir: { type: "text", short: "o", value: "DIR", default: ".", help: "Where the files go" },
		jobIds: { type: "int", short: "j", value: "IDS", repeatable: true, commaSeparated: true, help: "Only these jobs" },
		prefix: { type: "text", short: "p", default: "", help: "First part of the files' names" },
		format: { type: "text", short: "f", values: ["html", "json"], default: "html", help: "Pages, or data for Plotly" },
	},
	server: "none",
});
