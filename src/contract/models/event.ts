// Wire records of the REST interface: event.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const eventModel = z
	.object({
		data: z.unknown(),
		id: int64.nullish(),
		timestamp: int64,
		workflow_id: int64,
	})
	.meta({ id: "EventModel" });
export type EventModel = z.infer<typeof eventModel>;

export const listEventsResponse = page(eventModel).meta({ id: "ListEventsResponse" });
export type ListEventsResponse = z.infer<typeof listEventsResponse>;
