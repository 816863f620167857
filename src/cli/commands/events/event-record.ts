// Stored events as the command line shows them.
import type { EventModel } from "../../../contract/models/event.ts";
import { fields, type View } from "../../render/view.ts";

export const eventRecord = (event: EventModel) => ({
	id: event.id,
	workflow_id: event.workflow_id,
	timestamp: event.timestamp,
	timestamp_formatted: new Date(event.timestamp).toISOString(),
	data: event.data,
});

export const showEvent = (event: ReturnType<typeof eventRecord>, title: string): View =>
	fields({ ID: event.id, Time: event.timestamp_formatted, Data: event.data }, title);

/** A text field of an event's data, empty when it has none. */
export function dataField(data: unknown, ...names: readonly string[]): string {
	if (typeof data !== "object" || data === null) return "";
	for (const name of names) {
		const value = (data as Readonly<Record<string, unknown>>)[name];
		if (typeof value === "string") return value;
	}
	return "";
}
