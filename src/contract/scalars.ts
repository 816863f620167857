// Building blocks shared by the wire records: integers and the page envelope of lists.
import { z } from "zod";

/** A 64-bit integer on the wire; JavaScript keeps it exactly up to 2^53 − 1, larger ones are refused. */
export const int64 = z.int();

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
	});
}
