// torc slurm list
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import { slurmList } from "../../../grammar/scheduling.ts";
import { implement } from "../../../implement.ts";
import { collect } from "../../../lists/collect.ts";
import { noneFound, table } from "../../../render/view.ts";

export const command = implement(slurmList, {
	isList: true,
	run: async (context, { workflow, limit, offset }) => {
		const client = await context.client();
		const query = { workflow_id: await chooseWorkflow(context, workflow), limit, offset };
		return { items: await collect(client.listSlurmSchedulers, { query }) };
	},
	show: ({ items }, { workflow }) =>
		table(
			items,
			{
				ID: (s) => s.id,
				Name: (s) => s.name,
				Account: (s) => s.account,
				Partition: (s) => s.partition,
				Nodes: (s) => s.nodes,
				Walltime: (s) => s.walltime,
				QOS: (s) => s.qos,
				Memory: (s) => s.mem,
				GRES: (s) => s.gres,
			},
			{ noun: "Slurm schedulers", empty: noneFound("Slurm schedulers", workflow) },
		),
});
