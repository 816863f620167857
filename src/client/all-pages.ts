// Follows a list from page to page.

interface Page<Item> {
	readonly items: readonly Item[];
	readonly has_more: boolean;
}

interface PagedCall {
	readonly query?: { readonly offset?: number | undefined; readonly limit?: number | undefined } | undefined;
}

/** Every item of a list, page by page: `for await (const job of allPages(client.listJobs, { query: { workflow_id } }))`. */
export async function* allPages<Call extends PagedCall, Item>(
	list: (call: Call) => Promise<Page<Item>>,
	call: Call,
): AsyncGenerator<Item> {
	let offset = call.query?.offset ?? 0;
	for (;;) {
		const page = await list({ ...call, query: { ...call.query, offset } });
		yield* page.items;
		offset += page.items.length;
		// An empty page that claims to have more would never end.
		if (!page.has_more || page.items.length === 0) return;
	}
}
