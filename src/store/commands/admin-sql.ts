// Purpose: statements of administrators. Reading ones run on a connection that cannot write; writing ones are one
// statement in one transaction, recorded in the audit log with it (8-access, Administration).
import { TorcError } from "../../core/errors.ts";
import type { Database, SqlValue } from "../../sqlite/database.ts";
import type { ForeignAnswer } from "../../sqlite/foreign-statement.ts";
import { type StatementShape, statementShape } from "../../sqlite/statement-shape.ts";
import type { Store } from "../open-store.ts";
import { MAX_LIMIT } from "../reads/page.ts";
import { type AuditEntry, recordAudit } from "./audit-log.ts";

export interface AdminStatement {
	readonly sql: string;
	readonly write: boolean;
	/** UPDATE and DELETE may do without WHERE. */
	readonly allowFullTable: boolean;
	/** Say what would be changed, and change nothing. */
	readonly dryRun: boolean;
	/** Most rows to answer; at most 100,000. */
	readonly limit: number | null;
	/** Named in the audit log. */
	readonly user: string;
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

/** Errors: 422 `InvalidStatement`, `QueryFailed`, `ExecutionFailed`. */
export function runAdminSql(store: Store, statement: AdminStatement): Promise<AdminAnswer> | AdminAnswer {
	const { sql, write, allowFullTable, limit } = statement;
	if (limit !== null && limit < 0) throw refusal("InvalidStatement", `limit must be >= 0, not ${limit}`);
	const shape = statementShape(sql);
	checkShape(shape, write);
	if (write) {
		if (!allowFullTable && ["UPDATE", "DELETE"].includes(shape.verb) && !shape.hasWhere) {
			throw refusal("InvalidStatement", `${shape.verb} without WHERE would change every row of the table`, {
				hint: "Add a WHERE, or allow it with allow_full_table (--allow-full-table).",
			});
		}
		return writeSql(store, statement, shape);
	}
	const foreign = store.withReadOnly((db) => run(db, statement, "QueryFailed"));
	return answerOf(foreign, { rows_affected: null, committed: false });
}

function checkShape({ opening, statements }: StatementShape, write: boolean): void {
	if (statements === 0) throw refusal("InvalidStatement", "There is no statement");
	if (statements > 1) throw refusal("InvalidStatement", "Several statements: send one at a time");
	if (READING.includes(opening)) return;
	if (write && WRITING.includes(opening)) return;
	if (WRITING.includes(opening)) {
		throw refusal("InvalidStatement", `${opening} changes the database: it needs write=true (--write)`);
	}
	const allowed = write ? [...WRITING, ...READING] : READING;
	const what = opening === "" ? "This statement" : `A statement that begins with ${opening}`;
	throw refusal("InvalidStatement", `${what} is not allowed here; allowed are ${allowed.join(", ")}`);
}

const READING: readonly string[] = ["SELECT", "WITH", "VALUES"];
const WRITING: readonly string[] = ["INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE"];
const COUNTING: readonly string[] = ["INSERT", "UPDATE", "DELETE", "REPLACE"];

async function writeSql(store: Store, statement: AdminStatement, { verb }: StatementShape): Promise<AdminAnswer> {
	const { user, sql, allowFullTable, dryRun } = statement;
	const entry = (outcome: Pick<AuditEntry, "rowsAffected" | "error">): AuditEntry => ({
		user,
		sql,
		allowFullTable,
		...outcome,
	});
	try {
		return await store.write((tx) => {
			if (dryRun) tx.db.exec("SAVEPOINT preview");
			const foreign = run(tx.db, statement, "ExecutionFailed");
			const rowsAffected = COUNTING.includes(verb) ? foreign.changes : 0;
			if (dryRun) tx.db.exec("ROLLBACK TO preview; RELEASE preview");
			else {
				recordAudit(tx, entry({ rowsAffected, error: null }));
				// It may have changed groups, members or shares.
				tx.emit(0, "access_changed", {}, "debug");
			}
			return answerOf(foreign, { rows_affected: rowsAffected, committed: !dryRun });
		});
	} catch (error) {
		if (!dryRun) await recordFailure(store, entry({ rowsAffected: null, error: (error as Error).message }));
		throw error;
	}
}

/** Best effort: the caller is told of the first error in any case. */
async function recordFailure(store: Store, entry: AuditEntry): Promise<void> {
	try {
		await store.write((tx) => recordAudit(tx, entry));
	} catch {
		// The database takes no writes at all, which the first error says already.
	}
}

function run(db: Database, { sql, limit }: AdminStatement, kind: FailureKind): ForeignAnswer {
	try {
		return db.runForeign(sql, {
			maxRows: Math.min(limit ?? MAX_LIMIT, MAX_LIMIT),
			readOnlyTables: ["admin_audit_log"],
		});
	} catch (error) {
		const code = (error as { errcode?: unknown }).errcode;
		// Faults of the disk and locks of others are the server's; the rest is the statement's.
		if (typeof code === "number" && SERVER_FAULTS.has(code & 0xff)) throw error;
		throw refusal(kind, (error as Error).message, { cause: error });
	}
}

/** SQLITE_BUSY, LOCKED, NOMEM, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB (sqlite.org/rescode.html). */
const SERVER_FAULTS: ReadonlySet<number> = new Set([5, 6, 7, 10, 11, 13, 14, 26]);

type FailureKind = "InvalidStatement" | "QueryFailed" | "ExecutionFailed";

const refusal = (
	kind: FailureKind,
	message: string,
	options: { readonly hint?: string; readonly cause?: unknown } = {},
): TorcError => new TorcError("invalid", message, { ...options, details: { error: kind } });

function answerOf(
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
