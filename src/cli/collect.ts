// Reads a list that may have many pages.
import { allPages } from "../client/all-pages.ts";

interface Page<Item> {
	readonly items: readonly Item[];
	readonly has_more: boolean;
}

interface PagedCall {
	readonly query?: { readonly offset?: number | undefined; readonly limit?: number | undefined } | undefined;
}

/** All items from `offset` on, at most `limit` of the call's query. */
export async function collect<Call extends PagedCall | undefined, Item>(
	list: (call: Call) => Promise<Page<Item>>,
	call: NonNullable<Call>,
): Promise<Item[]> {
	const limit = call.query?.limit;
	if (limit !== undefined) return limit === 0 ? [] : [...(await list(call)).items];
	return Array.fromAsync(allPages<NonNullable<Call>, Item>(list, call));
}
