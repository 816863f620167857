// torc checkpoint …
import { command } from "./command.ts";
import { listOptions } from "./list-options.ts";
import { workflow } from "./shared-arguments.ts";

export const checkpointList = command({
	path: ["checkpoint", "list"],
	summary: "List the checkpoints that attempts of jobs left",
	examples: [["torc checkpoint list 12 --job train", "those of one job: when saved, how large, valid or not"]],
	positionals: workflow,
	options: {
		job: { type: "text", short: "j", value: "JOB", help: "Only those of this job, by id or name" },
		...listOptions,
	},
	oldPaths: [["checkpoints", "list"]],
});

export const checkpointTest = command({
	path: ["checkpoint", "test"],
	summary: "Try out here whether a job survives a wall time",
	details:
		"Runs one job of a specification on a copy of the working folder: once to its end, once interrupted as a wall time would and continued. Says whether it saves in time and where it should, goes on from there, gives the same results, and survives a kill in the middle of a save; and if not, what to do. Nothing in the working folder is changed. Ends with 0 when the job is good, with 1 when it is not.",
	examples: [
		["torc checkpoint test workflow.yaml --job train", "interrupt it three times"],
		["torc checkpoint test workflow.yaml --job train --interrupt-after 30s", "once, after 30 s"],
		[
			"torc checkpoint test w.yaml --job train --copy train.py --link data",
			"copy only the program, leave the data in place",
		],
	],
	positionals: { spec: { help: "Specification file, or - for standard input" } },
	options: {
		job: { type: "text", required: true, value: "NAME", help: "The job to test" },
		interruptAfter: {
			type: "text",
			value: "TIME",
			conflicts: ["times"],
			help: "Interrupt once, this long after the job's start, e.g. 5s or 2m",
		},
		times: { type: "int", min: 1, default: 3, help: "Interrupt this many times, at equal distances" },
		timeLimit: { type: "text", value: "TIME", default: "10m", help: "Longest time of a run that is not interrupted" },
		copy: {
			type: "text",
			value: "PATH",
			repeatable: true,
			help: "Copy only this, and the job's input files [default: the working folder]",
		},
		link: { type: "text", value: "PATH", repeatable: true, help: "Leave this in place: large, and only read" },
		copyLimit: { type: "text", value: "SIZE", default: "1g", help: "Refuse to copy more" },
		scratch: { type: "text", value: "DIR", help: "Make the scratch folder here [default: the system's]" },
		keep: { type: "flag", help: "Keep the scratch folder with the files and logs of all runs" },
	},
	server: "none",
});
