// torc events delete
import { eventsDelete } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { eventRecord, showEvent } from "./event-record.ts";

export const command = implement(eventsDelete, {
	run: async (context, { id }) => eventRecord(await (await context.client()).deleteEvent({ params: { id } })),
	show: (event) => showEvent(event, "Successfully deleted event:"),
});
