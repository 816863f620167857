// Paging of every list (3-rest-api §1): offset ≥ 0, limit 0…cap, unknown sort columns fall back to id and say so.
import { invalid } from "../../../core/errors.ts";
import type { Database, SqlValue } from "../../../sqlite/database.ts";

/** The most rows one answer holds. */
export const MAX_LIMIT = 100_000;

export interface PageQuery {
	readonly offset?: number | null | undefined;
	readonly limit?: number | null | undefined;
	readonly sort_by?: string | null | undefined;
	readonly reverse_sort?: boolean | null | undefined;
}

export interface Page<T> {
	readonly items: T[];
	readonly offset: number;
	readonly max_limit: number;
	readonly count: number;
	readonly total_count: number;
	readonly has_more: boolean;
	readonly sort_by_ignored?: true;
	/** With it: what the list can be sorted by. */
	readonly sort_fields?: readonly string[];
}

/** Offset and limit of a request. Error: 422 with the field and the value. */
export function readPaging(query: PageQuery): { offset: number; limit: number } {
	const offset = query.offset ?? 0;
	const limit = query.limit ?? MAX_LIMIT;
	if (offset < 0) throw invalid(`offset must be >= 0, not ${offset}`, { field: "offset", value: offset });
	if (limit < 0 || limit > MAX_LIMIT) {
		throw invalid(`limit must be between 0 and ${MAX_LIMIT}, not ${limit}`, { field: "limit", value: limit });
	}
	return { offset, limit };
}

/** For the lists that clients may ask for more than there is of anything (3-rest-api §1): out of range means the bound. */
export function clampPaging(query: PageQuery): { offset: number; limit: number } {
	const limit = Math.min(Math.max(query.limit ?? MAX_LIMIT, 0), MAX_LIMIT);
	return { offset: Math.max(query.offset ?? 0, 0), limit };
}

export interface Selection {
	/** `FROM … WHERE …` */
	readonly from: string;
	readonly values: readonly SqlValue[];
	/** What to select. */
	readonly columns: string;
	/** Unique key that ends every order, e.g. `id` or `run_id, id`. */
	readonly key: string;
	/** Sort names → SQL expressions. */
	readonly sortable: Readonly<Record<string, string>>;
	/** When the number of rows is known already. */
	readonly total?: number;
	/** Out-of-range paging means the bound instead of an error. */
	readonly clamp?: boolean;
}

/** One page of a selection, rows turned into answers by `toItem`. */
export function readPage<Row, T>(
	db: Database,
	selection: Selection,
	query: PageQuery,
	toItem: (row: Row) => T,
): Page<T> {
	const { offset, limit } = selection.clamp ? clampPaging(query) : readPaging(query);
	const { from, values } = selection;
	const total = selection.total ?? db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...values)?.n ?? 0;
	const column = query.sort_by ? selection.sortable[query.sort_by] : undefined;
	const count = Math.max(0, Math.min(limit, total - offset));
	// SQLite walks over the rows before the page: from the nearer end they are fewer.
	const fromEnd = offset > total / 2;
	const direction = (query.reverse_sort === true) !== fromEnd ? "DESC" : "ASC";
	const keys = [...(column === undefined ? [] : [column]), ...selection.key.split(", ")];
	const order = keys.map((key) => `${key} ${direction}`).join(", ");
	const sql = `SELECT ${selection.columns} ${from} ORDER BY ${order} LIMIT ? OFFSET ?`;
	const rows = count === 0 ? [] : db.all<Row>(sql, ...values, count, fromEnd ? total - offset - count : offset);
	if (fromEnd) rows.reverse();
	const page = makePage(rows.map(toItem), total, offset);
	if (!query.sort_by || column !== undefined) return page;
	return { ...page, sort_by_ignored: true, sort_fields: Object.keys(selection.sortable) };
}

export function makePage<T>(items: T[], total: number, offset: number, sortKnown = true): Page<T> {
	return {
		items,
		offset,
		max_limit: MAX_LIMIT,
		count: items.length,
		total_count: total,
		has_more: offset + items.length < total,
		...(sortKnown ? {} : { sort_by_ignored: true as const }),
	};
}

/** A `LIKE` pattern that finds a text anywhere, with its wildcards taken literally (`ESCAPE '\'`). */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
