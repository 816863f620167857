// torc events create
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { eventsCreate } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { parseJsonArgument } from "../../parse/parse-json-argument.ts";
import { eventRecord, showEvent } from "./event-record.ts";

export const command = implement(eventsCreate, {
	run: async (context, args) => {
		const data = parseJsonArgument("--data", args.data);
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		return eventRecord(await client.createEvent({ body: { workflow_id: workflowId, timestamp: Date.now(), data } }));
	},
	show: (event) => showEvent(event, "Successfully created event:"),
});
