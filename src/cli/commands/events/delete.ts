// torc events delete
import { eventsDelete } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { fields } from "../../render/view.ts";
import { eventRecord } from "./event-record.ts";

export const command = implement(eventsDelete, {
	run: async (context, { id }) => eventRecord(await (await context.client()).deleteEvent({ params: { id } })),
	show: (event) => fields({ ID: event.id, Time: event.timestamp_formatted }, "Successfully deleted event:"),
});
