// Operations of the REST interface: events.
import { z } from "zod";
import { eventModel, listEventsResponse } from "../models/event.ts";
import { paging, queryInt, route } from "../route.ts";

export const listEvents = route({
	id: "list_events",
	method: "GET",
	path: "/events",
	query: { ...paging, workflow_id: queryInt, category: z.string().optional(), after_timestamp: queryInt.optional() },
	reply: listEventsResponse,
});

export const createEvent = route({
	id: "create_event",
	method: "POST",
	path: "/events",
	body: eventModel,
	reply: eventModel,
});

export const deleteEvents = route({
	id: "delete_events",
	method: "DELETE",
	path: "/events",
	query: { workflow_id: queryInt },
	reply: z.unknown(),
});

export const getEvent = route({
	id: "get_event",
	method: "GET",
	path: "/events/{id}",
	params: { id: queryInt },
	reply: eventModel,
});

export const updateEvent = route({
	id: "update_event",
	method: "PUT",
	path: "/events/{id}",
	params: { id: queryInt },
	body: z.unknown(),
	reply: eventModel,
});

export const deleteEvent = route({
	id: "delete_event",
	method: "DELETE",
	path: "/events/{id}",
	params: { id: queryInt },
	reply: eventModel,
});

export const workflowEventsStream = route({
	id: "workflow_events_stream",
	method: "GET",
	path: "/workflows/{id}/events/stream",
	params: { id: queryInt },
	query: { level: z.enum(["debug", "info", "warning", "error"]).optional() },
	stream: true,
});
