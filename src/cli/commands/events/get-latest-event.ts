// torc events get-latest-event
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { eventsGetLatestEvent } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { noneFound, text } from "../../render/view.ts";
import { eventRecord, showEvent } from "./event-record.ts";

export const command = implement(eventsGetLatestEvent, {
	run: async (context, args) => {
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const query = { workflow_id: workflowId, sort_by: "timestamp", reverse_sort: true, limit: 1 };
		const [latest] = await collect(client.listEvents, { query });
		return latest === undefined ? null : eventRecord(latest);
	},
	show: (event, { workflow }) =>
		event === null ? text(noneFound("events", workflow)) : showEvent(event, "Latest event:"),
});
