// Lists that show only so many items unless told otherwise: what is left out is told.
import type { Context } from "../context.ts";

interface CountedPage<Item> {
	readonly items: readonly Item[];
	readonly total_count: number;
	readonly has_more: boolean;
}

interface LimitedCall {
	readonly query?: { readonly limit?: number | undefined } | undefined;
}

/** `usual`: the limit that the command has by itself. Who gave another one knows that it leaves something out. */
export async function limitedList<Call extends LimitedCall | undefined, Item>(
	context: Context,
	list: (call: Call) => Promise<CountedPage<Item>>,
	call: NonNullable<Call>,
	usual: number,
): Promise<readonly Item[]> {
	const { items, total_count: all, has_more } = await list(call);
	if (has_more && call.query?.limit === usual) {
		context.warn(`only ${items.length} of ${all} are shown; --limit ${all} shows all`);
	}
	return items;
}
