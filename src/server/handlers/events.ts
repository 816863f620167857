// Stored events, and the live stream of a workflow.
import type { EventModel } from "../../contract/models/event.ts";
import { changeRecord } from "../../store/commands/records/records.ts";
import { addEvent } from "../../store/commands/workflows.ts";
import { getRecord } from "../../store/reads/records/record-table.ts";
import { EVENTS } from "../../store/reads/records/record-tables.ts";
import { latestEventTimestamp, listEvents } from "../../store/reads/records/related-lists.ts";
import { getWorkflowState } from "../../store/reads/workflows/workflow-state.ts";
import { plainAnswer, spanIdOf } from "../answer.ts";
import type { Handlers } from "../handler.ts";
import { SSE_HEADERS } from "../live/sse-stream.ts";
import type { Services } from "../services.ts";
import { recordHandlers, stored } from "./record-handlers.ts";

export function eventHandlers(services: Services) {
	const { store, streams } = services;
	const events = recordHandlers<EventModel>(services, EVENTS);
	return {
		listEvents: ({ query }) => stored(listEvents(store.reader, query)),
		createEvent: ({ body }) =>
			store.write((tx) => stored<EventModel>(getRecord(tx.db, EVENTS, addEvent(tx, body.workflow_id, body.data)))),
		getEvent: events.get,
		updateEvent: ({ params, body }) =>
			store.write((tx) => stored<EventModel>(changeRecord(tx, EVENTS, params.id, { data: eventData(body) }))),
		deleteEvent: events.remove,
		deleteEvents: events.removeAll,
		getLatestEventTimestamp: ({ params }) => {
			getWorkflowState(store.reader, params.id);
			return { timestamp: latestEventTimestamp(store.reader, params.id) };
		},

		workflowEventsStream: ({ params, query, request, connection, stillAllowed }) => {
			getWorkflowState(store.reader, params.id);
			connection.keepOpen();
			const stream = streams.open({
				workflowId: params.id,
				level: query.level ?? "info",
				lastEventId: request.headers.get("last-event-id"),
				signal: request.signal,
				stillAllowed,
			});
			return plainAnswer(stream, { status: 200, spanId: spanIdOf(request), headers: SSE_HEADERS });
		},
	} satisfies Partial<Handlers>;
}

/** The body is the record or only its data: clients send either. */
function eventData(body: unknown): unknown {
	const isRecord = typeof body === "object" && body !== null && "data" in body && "workflow_id" in body;
	return isRecord ? body.data : body;
}
