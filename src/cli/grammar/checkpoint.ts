// torc checkpoint …
import { command } from "./command.ts";
import { listOptions, workflow } from "./list-options.ts";

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
