// A SQLite connection with a statement cache.

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { TorcError } from "../core/errors.ts";
import { type ForeignAnswer, type ForeignLimits, runForeign } from "./foreign-statement.ts";

export type SqlValue = SQLInputValue;
export type SqlRow = Record<string, SqlValue>;

export interface OpenOptions {
	readonly readOnly?: boolean;
	/** Nobody writes the file any more: it is read without locks, and nothing is made beside it. Implies `readOnly`. */
	readonly immutable?: boolean;
	/** Milliseconds to wait for another process's lock. */
	readonly busyTimeoutMs?: number;
	/** One connection for all: for file systems without shared memory (design §3). */
	readonly exclusive?: boolean;
	/** `full`: acknowledged means on disk; `normal`: for data that may lose its last moments. */
	readonly synchronous?: "full" | "normal" | "off";
}

/** One connection. Statements are prepared once per text and kept. */
export class Database {
	readonly path: string;
	private readonly handle: DatabaseSync;
	private readonly statements = new Map<string, StatementSync>();

	constructor(path: string, handle: DatabaseSync) {
		this.path = path;
		this.handle = handle;
	}

	/** All rows. */
	all<Row = SqlRow>(sql: string, ...values: SqlValue[]): Row[] {
		return this.prepare(sql).all(...values) as Row[];
	}

	/** The first row or undefined. Reads everything: a half-read statement would keep the WAL from being checkpointed. */
	get<Row = SqlRow>(sql: string, ...values: SqlValue[]): Row | undefined {
		return this.prepare(sql).all(...values)[0] as Row | undefined;
	}

	/** Runs a statement for its effect; answers the number of changed rows. */
	run(sql: string, ...values: SqlValue[]): number {
		return Number(this.prepare(sql).run(...values).changes);
	}

	/** Inserts one row and answers its rowid. */
	insert(sql: string, ...values: SqlValue[]): number {
		return Number(this.prepare(sql).run(...values).lastInsertRowid);
	}

	/** Rows one at a time; the caller must read to the end or call `return`. */
	iterate<Row = SqlRow>(sql: string, ...values: SqlValue[]): IterableIterator<Row> {
		return this.prepare(sql).iterate(...values) as IterableIterator<Row>;
	}

	/** What `work` reads is of one moment. Each read by itself asks for the locks of the file: three times what it costs. */
	readTogether<T>(work: () => T): T {
		this.run("BEGIN");
		try {
			return work();
		} finally {
			this.run("COMMIT");
		}
	}

	/** A statement that is not known beforehand, and is not kept. */
	runForeign(sql: string, limits: ForeignLimits): ForeignAnswer {
		return runForeign(this.handle, sql, limits);
	}

	/** Several statements without parameters. */
	exec(sql: string): void {
		this.handle.exec(sql);
	}

	/** False also inside one that SQLite has ended by itself, e.g. because the disk is full (sqlite.org/lang_transaction.html). */
	get inTransaction(): boolean {
		return this.handle.isTransaction;
	}

	/** Ends the transaction without its changes; none need be open. */
	rollBack(): void {
		if (this.inTransaction) this.handle.exec("ROLLBACK");
	}

	close(): void {
		this.statements.clear();
		this.handle.close();
	}

	private prepare(sql: string): StatementSync {
		let statement = this.statements.get(sql);
		if (statement === undefined) {
			statement = this.handle.prepare(planOnce(sql));
			this.statements.set(sql, statement);
		}
		return statement;
	}
}

/**
 * SQLite plans a statement anew when a bare parameter is bound that its plan looked at (beside partial indexes, in joins, in
 * LIMIT), even to the same value: 5 to 40 µs for a query of 1 to 3 µs. An expression of the same value is not looked at.
 */
export function planOnce(sql: string): string {
	return sql.replace(TEXT_OR_PARAMETER, (found: string, bound: string | undefined) => {
		if (found.startsWith("'")) return found;
		return bound === undefined ? `+${found}` : `${found} + 0`;
	});
}

const TEXT_OR_PARAMETER = /'(?:[^']|'')*'|(\b(?:LIMIT|OFFSET)\s+)?\?\d*/gi;

/**
 * Opens or creates a database in WAL mode with foreign keys on.
 * Errors: `environment` when the file cannot be opened or is no database, `busy` when another process holds it.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
	try {
		const readOnly = options.immutable || (options.readOnly ?? false);
		const location = options.immutable ? `${pathToFileURL(path).href}?immutable=1` : path;
		const handle = new DatabaseSync(location, {
			readOnly,
			timeout: options.busyTimeoutMs ?? 45_000,
		});
		const database = new Database(path, handle);
		if (options.exclusive) database.exec("PRAGMA locking_mode = EXCLUSIVE");
		if (!readOnly) database.exec("PRAGMA journal_mode = WAL");
		database.exec(`PRAGMA synchronous = ${options.synchronous ?? "full"}`);
		database.exec(
			"PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA automatic_index = OFF",
		);
		return database;
	} catch (error) {
		throw describeSqliteError(error, path);
	}
}

/** Turns the driver's errors into coded ones that say what to do; other errors are passed through. */
export function describeSqliteError(error: unknown, path: string): unknown {
	if (error instanceof TorcError || !(error instanceof Error)) return error;
	const code = (error as { errcode?: unknown }).errcode;
	const primary = typeof code === "number" ? code & 0xff : null;
	const reason = primary === null ? undefined : SQLITE_REASONS[primary];
	if (reason === undefined) return error;
	return new TorcError(reason.kind, `${reason.what}: ${path} (${error.message})`, { cause: error, hint: reason.hint });
}

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const SQLITE_REASONS: Readonly<Record<number, { kind: "busy" | "environment"; what: string; hint: string }>> = {
	5: { kind: "busy", what: "Database is locked by another process", hint: "Stop the other server, or try again." },
	6: { kind: "busy", what: "Database table is locked", hint: "Try again." },
	8: {
		kind: "environment",
		what: "Database is read-only",
		hint: "Check the owner and mode of the file and its folder.",
	},
	10: { kind: "environment", what: "Disk error in the database", hint: "Check the disk and the system's log." },
	11: { kind: "environment", what: "Database is damaged", hint: "Restore a copy, or try: sqlite3 FILE .recover" },
	13: {
		kind: "environment",
		what: "Disk is full; nothing was changed in the database",
		hint: "Free space, then repeat.",
	},
	14: { kind: "environment", what: "Cannot open the database", hint: "Check that the folder exists and is writable." },
	26: { kind: "environment", what: "File is not a SQLite database", hint: "Name another file." },
};
