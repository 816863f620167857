// torc failure-handlers get
import { failureHandlersGet } from "../../grammar/relations.ts";
import { implement } from "../../implement.ts";
import { fields } from "../../render/view.ts";

export const command = implement(failureHandlersGet, {
	run: async (context, { id }) => (await context.client()).getFailureHandler({ params: { id } }),
	show: (handler) =>
		fields(
			{ ID: handler.id, Name: handler.name, "Workflow ID": handler.workflow_id, Rules: handler.rules },
			`Failure handler ID ${handler.id}:`,
		),
});
