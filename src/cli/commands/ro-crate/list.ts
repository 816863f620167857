// torc ro-crate list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { roCrateList } from "../../grammar/ro-crate.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(roCrateList, {
	isList: true,
	run: async (context, { workflow, limit, offset }) => {
		const client = await context.client();
		const params = { id: await chooseWorkflow(context, workflow) };
		return { items: await collect(client.listRoCrateEntities, { params, query: { limit, offset } }) };
	},
	show: ({ items }, { workflow }) =>
		table(
			items,
			{
				ID: (entity) => entity.id,
				"Entity ID": (entity) => entity.entity_id,
				Type: (entity) => entity.entity_type,
				"File ID": (entity) => entity.file_id,
			},
			{ noun: "RO-Crate entities", empty: noneFound("RO-Crate entities", workflow) },
		),
});
