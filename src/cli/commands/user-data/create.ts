// torc user-data create
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { userDataCreate } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { parseJsonArgument } from "../../parse/parse-json-argument.ts";
import { showUserData } from "./show-user-data.ts";

export const command = implement(userDataCreate, {
	run: async (context, args) => {
		const data = args.data === undefined ? {} : { data: parseJsonArgument("--data", args.data) };
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		return client.createUserData({
			query: { consumer_job_id: args.consumerJobId, producer_job_id: args.producerJobId },
			body: { workflow_id: workflowId, name: args.name, is_ephemeral: args.ephemeral, ...data },
		});
	},
	show: (record) => showUserData(record, "Successfully created user data:"),
});
