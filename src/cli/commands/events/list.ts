// torc events list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { eventsList } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { pageOf, pageQuery, WHOLE } from "../../lists/page-query.ts";
import { timeText } from "../../render/time-text.ts";
import { noneFound, table } from "../../render/view.ts";
import { dataField, eventRecord } from "./event-record.ts";

export const command = implement(eventsList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const { type } = args;
		const events = await collect(client.listEvents, {
			query: {
				workflow_id: await chooseWorkflow(context, args.workflow),
				...pageQuery(type === undefined ? args : { ...args, ...WHOLE }),
			},
		});
		if (type === undefined) return { items: events.map(eventRecord) };
		const matching = events.filter(({ data }) => TYPE_FIELDS.some((name) => dataField(data, name) === type));
		return { items: pageOf(matching, args).map(eventRecord) };
	},
	show: ({ items }, args) =>
		table(
			items,
			{
				Timestamp: (event) => timeText(event.timestamp),
				Level: (event) => dataField(event.data, "severity", "level") || "info",
				"Event Type": (event) => dataField(event.data, ...TYPE_FIELDS),
				Data: (event) => event.data,
			},
			{ noun: "events", empty: noneFound("events", args.workflow) },
		),
});

const TYPE_FIELDS = ["event_type", "type", "category"];
