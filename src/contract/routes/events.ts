// Operations of the REST interface: events.
import { z } from "zod";
import { eventModel, listEventsResponse } from "../models/event.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryInt, route } from "../route.ts";
import { int64 } from "../scalars.ts";

export const listEvents = route({
	id: "list_events",
	summary: "Lists stored events, oldest first",
	method: "GET",
	path: "/events",
	access: "read query.workflow_id",
	query: { ...paging, workflow_id: queryInt, category: z.string().optional(), after_timestamp: queryInt.optional() },
	reply: listEventsResponse,
});

export const createEvent = route({
	id: "create_event",
	summary: "Stores an event",
	method: "POST",
	path: "/events",
	access: "run body.workflow_id",
	body: eventModel,
	reply: eventModel,
});

export const deleteEvents = route({
	id: "delete_events",
	summary: "Deletes the events of a workflow",
	method: "DELETE",
	path: "/events",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getEvent = route({
	id: "get_event",
	summary: "Reads an event",
	method: "GET",
	path: "/events/{id}",
	access: "read event",
	params: { id: queryInt },
	reply: eventModel,
});

export const updateEvent = route({
	id: "update_event",
	summary: "Replaces the data of an event",
	method: "PUT",
	path: "/events/{id}",
	access: "manage event",
	params: { id: queryInt },
	body: z.unknown(),
	reply: eventModel,
});

export const deleteEvent = route({
	id: "delete_event",
	summary: "Deletes an event",
	method: "DELETE",
	path: "/events/{id}",
	access: "manage event",
	params: { id: queryInt },
	reply: eventModel,
});

export const workflowEventsStream = route({
	id: "workflow_events_stream",
	summary: "Streams what happens in a workflow",
	method: "GET",
	path: "/workflows/{id}/events/stream",
	access: "read workflow",
	params: { id: queryInt },
	/** Anything else means info. */
	query: { level: z.enum(["debug", "info", "warning", "error"]).catch("info").optional() },
	stream: true,
});

export const getLatestEventTimestamp = route({
	id: "get_latest_event_timestamp",
	summary: "Tells when the newest stored event happened, in milliseconds since 1970",
	method: "GET",
	path: "/workflows/{id}/latest_event_timestamp",
	access: "read workflow",
	params: { id: queryInt },
	reply: z.object({ timestamp: int64.nullish() }),
	legacy: true,
});
