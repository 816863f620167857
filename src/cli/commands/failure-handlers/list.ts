// torc failure-handlers list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { failureHandlersList } from "../../grammar/relations.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(failureHandlersList, {
	isList: true,
	run: async (context, { workflow, limit, offset }) => {
		const client = await context.client();
		const params = { id: await chooseWorkflow(context, workflow) };
		return { items: await collect(client.listFailureHandlers, { params, query: { limit, offset } }) };
	},
	show: ({ items }, { workflow }) =>
		table(
			items,
			{ ID: (handler) => handler.id, Name: (handler) => handler.name, Rules: (handler) => handler.rules },
			{ noun: "failure handlers", empty: noneFound("failure handlers", workflow) },
		),
});
