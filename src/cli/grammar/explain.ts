// Commands that explain: torc why, workflows execution-plan, workflows graph.
import { command } from "./command.ts";
import { jobOfWorkflow, specOrId } from "./shared-arguments.ts";

export const why = command({
	path: ["why"],
	summary: "Tell in one sentence why a job is not running, and what would change it",
	examples: [
		["torc why 17", "the job with id 17"],
		["torc why train_3 12", "the job train_3 of workflow 12"],
	],
	positionals: jobOfWorkflow,
});

export const executionPlan = command({
	path: ["workflows", "execution-plan"],
	summary: "Show in which stages a workflow runs, and when it asks for allocations",
	examples: [
		["torc workflows execution-plan workflow.yaml", "of a specification; needs no server"],
		["torc workflows execution-plan 12", "of workflow 12"],
	],
	positionals: specOrId,
});

export const graph = command({
	path: ["workflows", "graph"],
	summary: "Draw which job waits for which, as text, SVG or DOT",
	details:
		"Families of jobs that differ only by numbers are drawn as one; --all draws every job. Jobs of a created workflow have the color of their status.",
	examples: [
		["torc workflows graph workflow.yaml", "as text"],
		["torc workflows graph 12 -o workflow.svg", "a picture for the browser"],
		["torc workflows graph 12 --as dot | dot -Tpdf > workflow.pdf", "through Graphviz"],
	],
	positionals: specOrId,
	options: {
		as: {
			type: "text",
			value: "KIND",
			values: ["text", "svg", "dot"],
			help: "What to draw [default: by -o, else text]",
		},
		output: { type: "text", short: "o", value: "FILE", help: "Write it there" },
		all: { type: "flag", help: "Draw every job" },
	},
	oldPaths: [["graph"], ["workflows", "dag"], ["dag"]],
});
