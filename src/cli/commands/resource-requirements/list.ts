// torc resource-requirements list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { resourceRequirementsList } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { pageQuery } from "../../lists/page-query.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(resourceRequirementsList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const items = await collect(client.listResourceRequirements, {
			query: {
				workflow_id: await chooseWorkflow(context, args.workflow),
				...pageQuery(args),
			},
		});
		return { items };
	},
	show: ({ items }, args) =>
		table(
			items,
			{
				ID: (r) => r.id,
				Name: (r) => r.name,
				CPUs: (r) => r.num_cpus,
				GPUs: (r) => r.num_gpus,
				Nodes: (r) => r.num_nodes,
				Memory: (r) => r.memory,
				Runtime: (r) => r.runtime,
			},
			{ noun: "resource requirements", empty: noneFound("resource requirements", args.workflow) },
		),
});
