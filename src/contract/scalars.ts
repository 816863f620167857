// Building blocks shared by the wire records: integers and the page envelope of lists.
import { z } from "zod";

/** A 64-bit integer on the wire; JavaScript keeps it exactly up to 2^53 − 1, larger ones are refused. */
export const int64 = z.int();

/** How many, or how much of it: never negative. */
export const count = int64.min(0);

/** A measured time in minutes or seconds. Clocks that were set back may make it negative; sums of it stay finite. */
export const measuredTime = z.number().min(-1e9).max(1e9);

/** A 32-bit integer on the wire. */
export const int32 = z.int32();

/** A record that 0.12 clients send as JSON text; answers are records (3-rest-api §0.2). */
export function recordOrText<T extends z.ZodType>(record: T) {
	return z.preprocess((value) => (typeof value === "string" ? parseText(value) : value), record);
}

/** Text that is no JSON stays text, which the record's own check then refuses by name. */
function parseText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** The envelope of every list: items with their place in the whole (3-rest-api §1, Pagination). */
export function page<T extends z.ZodType>(item: T) {
	return z.object({
		count: int64,
		has_more: z.boolean(),
		items: z.array(item),
		max_limit: int64,
		offset: int64,
		total_count: int64,
		/** `sort_by` named no column; the list is sorted by id. */
		sort_by_ignored: z.boolean().optional(),
		/** With it: what the list can be sorted by. */
		sort_fields: z.array(z.string()).optional(),
	});
}
