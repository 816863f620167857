// Arguments and flags that mean the same in several commands.
import type { OptionTable, PositionalTable } from "./command.ts";

/** Without it the command finds the only one there is, or asks. */
export const workflow = {
	workflow: { optional: true, help: "Id or name of the workflow" },
} as const satisfies PositionalTable;

export const namedWorkflow = { workflow: { help: "Id or name of the workflow" } } as const satisfies PositionalTable;

export const jobOfWorkflow = {
	job: { help: "Id or name of the job" },
	workflow: { optional: true, help: "Id or name of its workflow, where a name is given" },
} as const satisfies PositionalTable;

export const specOrId = {
	specOrId: { help: "Specification file, -, or id or name of a workflow" },
} as const satisfies PositionalTable;

export const recordId = { id: { type: "int", help: "Id of the record" } } as const satisfies PositionalTable;

export const noPrompts = { noPrompts: { type: "flag", help: "Do not ask" } } as const satisfies OptionTable;

/** For commands that start jobs. */
export const outputDir = {
	outputDir: { type: "text", short: "o", value: "DIR", help: "Where outputs and logs go [default: torc_output]" },
} as const satisfies OptionTable;

/** For commands that read what a run left. */
export const outputOfRun = {
	outputDir: { type: "text", short: "o", value: "DIR", help: "The output folder of the run [default: torc_output]" },
} as const satisfies OptionTable;

export const claimBackoff = {
	claimBackoffMaxSecs: {
		type: "number",
		min: 0,
		help: "Accepted for older scripts (no effect: runners hear at once of jobs that become ready)",
	},
} as const satisfies OptionTable;
