// torc workflows update-action: changes what a schedule_nodes action will submit.
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsUpdateAction } from "../../grammar/actions.ts";
import { implement } from "../../implement.ts";
import { parseJsonArgument } from "../../parse/parse-json-argument.ts";
import { text } from "../../render/view.ts";

export const command = implement(workflowsUpdateAction, {
	run: async (context, args) => {
		const changes = {
			...(args.json !== undefined && jsonObject(args.json)),
			...(args.schedulerId !== undefined && { scheduler_id: args.schedulerId }),
			...(args.schedulerType !== undefined && { scheduler_type: args.schedulerType }),
			...(args.numAllocations !== undefined && { num_allocations: args.numAllocations }),
			...(args.startOneWorkerPerNode !== undefined && {
				start_one_worker_per_node: args.startOneWorkerPerNode === "true",
			}),
			...(args.maxParallelJobs !== undefined && { max_parallel_jobs: args.maxParallelJobs }),
		};
		if (Object.keys(changes).length === 0) {
			throw new TorcError("malformed", "no fields to update", { hint: "See 'torc workflows update-action --help'." });
		}
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const action = (await client.getWorkflowActions({ params: { id } })).find((each) => each.id === args.actionId);
		if (action !== undefined && action.action_type !== "schedule_nodes") {
			throw new TorcError(
				"invalid",
				`update-action only supports schedule_nodes actions; action ${args.actionId} is ${action.action_type}`,
				{ hint: "Nothing was changed." },
			);
		}
		return client.updateWorkflowAction({ params: { id, action_id: args.actionId }, body: changes });
	},
	show: (action) => text(`Updated action ${action.id} of workflow ${action.workflow_id}.`),
});

function jsonObject(json: string): Record<string, unknown> {
	const value = parseJsonArgument("--json", json, '{"num_allocations": 2}');
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
	throw new TorcError("malformed", "--json must be a JSON object", {
		hint: `For example --json '{"num_allocations": 2}'.`,
	});
}
