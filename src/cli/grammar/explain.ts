// Commands that explain: torc why, workflows execution-plan, workflows graph.
import { command } from "./command.ts";

export const why = command({
	path: ["why"],
	summary: "Tell in one sentence why a job is not running, and what would change it",
	examples: [
		["torc why 17", "the job with id 17"],
		["torc why train_3 12", "the job train_3 of workflow 12"],
	],
	positionals: {
		job: { help: "Id or name of the job" },
		workflow: { optional: true, help: "Id or name of its workflow, where a name is given" },
	},
});
