// torc compute-nodes list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { computeNodesList } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { pageQuery } from "../../lists/page-query.ts";
import { noneFound, table } from "../../render/view.ts";
import { COLUMNS } from "./columns.ts";

export const command = implement(computeNodesList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const items = await collect(client.listComputeNodes, {
			query: {
				workflow_id: await chooseWorkflow(context, args.workflow),
				scheduled_compute_node_id: args.scheduledComputeNode,
				...pageQuery(args),
			},
		});
		return { items };
	},
	show: ({ items }, args) =>
		table(items, COLUMNS, { noun: "compute nodes", empty: noneFound("compute nodes", args.workflow) }),
});
