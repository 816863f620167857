// torc scheduled-compute-nodes list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { scheduledComputeNodesList } from "../../grammar/scheduling.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { pageQuery } from "../../lists/page-query.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(scheduledComputeNodesList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const items = await collect(client.listScheduledComputeNodes, {
			query: {
				workflow_id: await chooseWorkflow(context, args.workflow),
				scheduler_id: args.schedulerId,
				scheduler_config_id: args.schedulerConfigId,
				status: args.status,
				...pageQuery(args),
			},
		});
		return { items };
	},
	show: ({ items }, { workflow }) =>
		table(
			items,
			{
				ID: (node) => node.id,
				"Scheduler ID": (node) => node.scheduler_id,
				"Config ID": (node) => node.scheduler_config_id,
				Type: (node) => node.scheduler_type,
				Status: (node) => node.status,
			},
			{ noun: "scheduled compute nodes", empty: noneFound("scheduled compute nodes", workflow) },
		),
});
