// torc workflows list-actions
import type { WorkflowActionModel } from "../../../contract/models/action.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsListActions } from "../../grammar/actions.ts";
import { implement } from "../../implement.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(workflowsListActions, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		return { actions: await client.getWorkflowActions({ params: { id } }) };
	},
	show: ({ actions }, args) =>
		table(
			actions,
			{
				ID: (a) => a.id,
				Trigger: (a) => a.trigger_type,
				Action: (a) => a.action_type,
				Allocations: (a) => allocations(a.action_config),
				Progress: (a) => `${a.trigger_count ?? 0}/${a.required_triggers ?? 1}`,
				Status: actionStatus,
				"Executed At": (a) => a.executed_at,
				"Job IDs": (a) => a.job_ids,
			},
			{ noun: "actions", empty: noneFound("actions", args.workflow) },
		),
});

function actionStatus({ executed, trigger_count: count, required_triggers: required }: WorkflowActionModel): string {
	if (executed) return "Executed";
	return (count ?? 0) >= (required ?? 1) ? "Pending (ready to claim)" : "Waiting";
}

function allocations(config: unknown): unknown {
	return typeof config === "object" && config !== null && "num_allocations" in config ? config.num_allocations : null;
}
