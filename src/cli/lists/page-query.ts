// The flags of every list (grammar/list-options.ts) as the parameters of the interface.

export interface ListFlags {
	readonly limit: number | undefined;
	readonly offset: number;
	readonly sortBy: string | undefined;
	readonly reverseSort: boolean;
}

/** For lists that are filtered here: the page is taken afterwards. */
export const WHOLE = { limit: undefined, offset: 0 } as const;

export const pageOf = <Item>(items: readonly Item[], { limit, offset }: Pick<ListFlags, "limit" | "offset">): Item[] =>
	items.slice(offset, limit === undefined ? undefined : offset + limit);

export const pageQuery = ({ limit, offset, sortBy, reverseSort }: ListFlags) => ({
	limit,
	offset,
	sort_by: sortBy,
	reverse_sort: reverseSort || undefined,
});
