// Runs one statement that others wrote: its first rows as lists, with the names of the columns, and only on what it may touch.
import type { DatabaseSync, SQLInputValue } from "node:sqlite";

export interface ForeignLimits {
	/** Rows to read; what the statement changes is changed whole. */
	readonly maxRows: number;
	/** Tables that it may read only: an index could refuse their rows, so it makes none for them either. */
	readonly readOnlyTables: readonly string[];
}

export interface ForeignAnswer {
	readonly columns: readonly string[];
	/** Integers come as bigint. */
	readonly rows: readonly (readonly SQLInputValue[])[];
	/** There were more rows than asked for. */
	readonly hasMore: boolean;
	/** Rows changed by the last statement that could change any: of no meaning for one that cannot. */
	readonly changes: number;
}

/** Errors: the driver's; errcode 23 (SQLITE_AUTH) for what is not allowed. */
export function runForeign(
	handle: DatabaseSync,
	sql: string,
	{ maxRows, readOnlyTables }: ForeignLimits,
): ForeignAnswer {
	handle.setAuthorizer((action, first, second, database) => {
		if (action === READ || action === SELECT) return ALLOWED;
		// A temporary table would hide the real one of the same name from all that follows.
		if (database === "temp" || REFUSED.has(action)) return REFUSED_BY_US;
		const changed = WRITES.has(action) ? first : action === CREATE_INDEX ? second : null;
		return changed !== null && readOnlyTables.includes(changed) ? REFUSED_BY_US : ALLOWED;
	});
	try {
		const statement = handle.prepare(sql);
		statement.setReadBigInts(true);
		statement.setReturnArrays(true);
		const columns = statement.columns().map((column) => column.name);
		if (columns.length === 0) return { columns, rows: [], hasMore: false, changes: Number(statement.run().changes) };
		const rows: SQLInputValue[][] = [];
		let hasMore = false;
		for (const row of statement.iterate() as unknown as Iterable<SQLInputValue[]>) {
			hasMore = rows.length === maxRows;
			if (hasMore) break;
			rows.push(row);
		}
		return { columns, rows, hasMore, changes: countChanges(handle) };
	} finally {
		handle.setAuthorizer(null);
	}
}

function countChanges(handle: DatabaseSync): number {
	return (handle.prepare("SELECT changes() AS n").get() as { n: number }).n;
}

/** Action codes of the authorizer (sqlite.org/c3ref/c_alter_table.html). */
const CREATE_INDEX = 1;
const READ = 20;
const SELECT = 21;
/** DELETE, INSERT, UPDATE. */
const WRITES: ReadonlySet<number> = new Set([9, 18, 23]);
/**
 * CREATE_TEMP_*, DROP_*, TRANSACTION, ATTACH, DETACH, ALTER_TABLE, DROP_VTABLE, SAVEPOINT; and CREATE_TRIGGER, whose statements
 * would run inside those of others, where nobody asks this.
 */
const REFUSED: ReadonlySet<number> = new Set([3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 22, 24, 25, 26, 30, 32]);
const ALLOWED = 0;
const REFUSED_BY_US = 1;
