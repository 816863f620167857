// torc scheduled-compute-nodes get
import { scheduledComputeNodesGet } from "../../grammar/scheduling.ts";
import { implement } from "../../implement.ts";
import { fields } from "../../render/view.ts";

export const command = implement(scheduledComputeNodesGet, {
	run: async (context, { id }) => (await context.client()).getScheduledComputeNode({ params: { id } }),
	show: (node) =>
		fields(
			{
				ID: node.id,
				"Workflow ID": node.workflow_id,
				"Scheduler ID": node.scheduler_id,
				"Config ID": node.scheduler_config_id,
				Type: node.scheduler_type,
				Status: node.status,
			},
			`Scheduled compute node ID ${node.id}:`,
		),
});
