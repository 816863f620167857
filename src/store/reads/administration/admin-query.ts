// Runs a statement of an administrator and answers its rows as records.
import { TorcError } from "../../../core/errors.ts";
import type { Database, SqlValue } from "../../../sqlite/database.ts";
import type { ForeignAnswer } from "../../../sqlite/foreign-statement.ts";
import { MAX_LIMIT } from "../paging/page.ts";

export interface AdminQuery {
	readonly sql: string;
	/** Most rows to answer; at most 100,000. */
	readonly limit: number | null;
}

export interface AdminAnswer {
	readonly columns: readonly string[];
	readonly items: readonly Readonly<Record<string, unknown>>[];
	/** null for what only reads. */
	readonly rows_affected: number | null;
	readonly committed: boolean;
	/** There were more rows. */
	readonly truncated?: true;
}

/** On a connection that cannot write. Error: 422 `QueryFailed`. */
export const readAdminSql = (db: Database, query: AdminQuery): AdminAnswer =>
	adminAnswer(runAdminStatement(db, query, "QueryFailed"), { rows_affected: null, committed: false });

/** Errors: 422 of the kind given; what is not the statement's fault is passed on. */
export function runAdminStatement(db: Database, { sql, limit }: AdminQuery, kind: FailureKind): ForeignAnswer {
	try {
		return db.runForeign(sql, {
			maxRows: Math.min(limit ?? MAX_LIMIT, MAX_LIMIT),
			readOnlyTables: ["admin_audit_log", "change_log"],
		});
	} catch (error) {
		const code = (error as { errcode?: unknown }).errcode;
		// Faults of the disk and locks of others are the server's; the rest is the statement's.
		if (typeof code === "number" && SERVER_FAULTS.has(code & 0xff)) throw error;
		throw adminRefusal(kind, (error as Error).message, { cause: error });
	}
}

/** SQLITE_BUSY, LOCKED, NOMEM, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB (sqlite.org/rescode.html). */
const SERVER_FAULTS: ReadonlySet<number> = new Set([5, 6, 7, 10, 11, 13, 14, 26]);

export type FailureKind = "InvalidStatement" | "QueryFailed" | "ExecutionFailed";

/** 422 with the word that programs know the case by. */
export const adminRefusal = (
	kind: FailureKind,
	message: string,
	options: { readonly hint?: string; readonly cause?: unknown } = {},
): TorcError => new TorcError("invalid", message, { ...options, details: { error: kind } });

export function adminAnswer(
	{ columns, rows, hasMore }: ForeignAnswer,
	effect: Pick<AdminAnswer, "rows_affected" | "committed">,
): AdminAnswer {
	const names = distinct(columns);
	const items = rows.map((row) => Object.fromEntries(names.map((name, index) => [name, plain(row[index] ?? null)])));
	return { columns: names, items, ...effect, ...(hasMore && { truncated: true as const }) };
}

/** `a`, `a_2`, `a_3`, whatever other columns are called. */
function distinct(columns: readonly string[]): string[] {
	const taken = new Set<string>();
	return columns.map((column) => {
		let name = column;
		for (let number = 2; taken.has(name); number++) name = `${column}_${number}`;
		taken.add(name);
		return name;
	});
}

/** As JSON can hold it: integers beyond 2^53 as text, bytes as hexadecimal text. */
function plain(value: SqlValue): unknown {
	if (typeof value === "bigint") {
		const number = Number(value);
		return Number.isSafeInteger(number) ? number : String(value);
	}
	return ArrayBuffer.isView(value)
		? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")
		: value;
}
