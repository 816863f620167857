// torc workflows update
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsUpdate } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { parseJsonArgument } from "../../parse/parse-json-argument.ts";
import { text } from "../../render/view.ts";

export const command = implement(workflowsUpdate, {
	run: async (context, args) => {
		const changes = {
			...(args.name !== undefined && { name: args.name }),
			...(args.description !== undefined && { description: args.description }),
			...(args.ownerUser !== undefined && { user: args.ownerUser }),
			...(args.project !== undefined && { project: args.project }),
			...(args.metadata !== undefined && { metadata: jsonObject(args.metadata) }),
		};
		if (Object.keys(changes).length === 0) {
			throw new TorcError("malformed", "Nothing to change was given", { hint: "See 'torc workflows update --help'." });
		}
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const workflow = await client.getWorkflow({ params: { id } });
		return client.updateWorkflow({ params: { id }, body: { ...workflow, ...changes } });
	},
	show: () => text("Successfully updated workflow"),
});

function jsonObject(json: string): Record<string, unknown> {
	const value = parseJsonArgument("--metadata", json, '{"stage": 2}');
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
	throw new TorcError("malformed", "--metadata must be a JSON object", {
		hint: `For example --metadata '{"stage": 2}'.`,
	});
}
