// torc workflows new
import { workflowsNew } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { fields } from "../../render/view.ts";

export const command = implement(workflowsNew, {
	run: async (context, { name, description }) => {
		const client = await context.client();
		return client.createWorkflow({ body: { name, user: context.user, description: description ?? null } });
	},
	show: ({ id, name, user }) => fields({ ID: id, Name: name, User: user }, "Successfully created workflow:"),
});
