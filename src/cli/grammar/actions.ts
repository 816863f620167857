// torc workflows list-actions, update-action, delete-action.
import { command } from "./command.ts";
import { namedWorkflow, noPrompts, workflow } from "./shared-arguments.ts";

const action = {
	...namedWorkflow,
	actionId: { type: "int", help: "Id of the action" },
} as const;

export const workflowsListActions = command({
	path: ["workflows", "list-actions"],
	summary: "List a workflow's actions",
	examples: [["torc workflows list-actions 12", "those of workflow 12 and how far they are"]],
	positionals: workflow,
});

export const workflowsUpdateAction = command({
	path: ["workflows", "update-action"],
	summary: "Change what a schedule_nodes action will submit",
	examples: [
		["torc workflows update-action 12 3 --num-allocations 4", "submit four allocations"],
		[`torc workflows update-action 12 3 --json '{"max_parallel_jobs": 8}'`, "the same kind of change as JSON"],
	],
	positionals: action,
	options: {
		schedulerId: { type: "int", value: "ID", help: "The scheduler to submit with" },
		schedulerType: { type: "text", help: "Its kind: slurm or local" },
		numAllocations: { type: "int", min: 1, help: "How many allocations" },
		startOneWorkerPerNode: { type: "text", values: ["true", "false"], help: "A runner on every node" },
		maxParallelJobs: { type: "int", min: 1, help: "Jobs at once per runner" },
		json: { type: "text", value: "JSON", help: "Several of these at once; flags win over it" },
	},
});

export const workflowsDeleteAction = command({
	path: ["workflows", "delete-action"],
	summary: "Delete an action of a workflow",
	examples: [["torc workflows delete-action 12 3", "asks first"]],
	positionals: action,
	options: noPrompts,
});
