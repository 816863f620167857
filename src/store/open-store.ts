// Opens the state of a server: one SQLite file, one writer with group commit, one reader.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { TorcError } from "../core/errors.ts";
import { makeDatabaseFolder } from "../platform/database-folder.ts";
import { type Database, describeSqliteError, openDatabase } from "../sqlite/database.ts";
import { GroupWriter } from "../sqlite/group-writer.ts";
import { migrate } from "../sqlite/migrate.ts";
import { networkFileSystem } from "../sqlite/network-file-system.ts";
import { recorded } from "./commands/administration/record-change.ts";
import { onNobodysBehalf, requestedChange } from "./requested-change.ts";
import { SCHEMA } from "./schema/history.ts";
import { type DomainEvent, Transaction } from "./transaction.ts";

export interface StoreOptions {
	/** A file (its folder is made), or `:memory:`. */
	readonly path: string;
	readonly clock?: () => Date;
	/** Told in words about what the owner should know, e.g. a database on a network file system. */
	readonly warn?: (message: string) => void;
}

export interface Store extends AsyncDisposable {
	readonly path: string;
	/** For reads outside commands. */
	readonly reader: Database;
	/** Other processes can read it too: it is a file, and not locked. */
	readonly canBeOpenedTwice: boolean;
	/** Lends a connection that cannot write, for statements of others. */
	withReadOnly<T>(read: (db: Database) => T): T;
	/** Runs a command in the next group's transaction; settles after the commit is on disk. */
	write<T>(command: (tx: Transaction) => T): Promise<T>;
	/** The state as it is now, however long reading it takes and whatever is written meanwhile. */
	snapshot(): Snapshot;
	/** Writes all that is committed to a file (its folder is made), which is replaced as a whole. */
	saveTo(file: string): void;
	/** Called after each commit with what happened; answers a function that ends it. */
	onCommit(listener: (events: readonly DomainEvent[]) => void): () => void;
	close(): Promise<void>;
}

export interface Snapshot extends Disposable {
	readonly db: Database;
	/** False where the database allows one connection only: then it must be read without a pause. */
	readonly lasts: boolean;
}

/** Errors: `environment` (cannot open), `busy` (locked by another process), `incompatible` (newer or foreign schema). */
export function openStore(options: StoreOptions): Store {
	const inMemory = options.path === ":memory:";
	const path = inMemory ? options.path : resolve(options.path);
	const network = inMemory ? null : prepareFolder(path);
	if (network) {
		options.warn?.(
			`the database ${path} lies on ${network}, which cannot share memory between processes: it is opened for this process alone`,
		);
	}
	const writerConnection = openDatabase(path, { exclusive: network !== null });
	try {
		migrate(writerConnection, SCHEMA);
	} catch (error) {
		writerConnection.close();
		throw describeSqliteError(error, path);
	}
	// In memory and under exclusive locking there can be only one connection.
	const reader = inMemory || network ? writerConnection : openDatabase(path, { readOnly: true });
	return assemble(path, writerConnection, reader, options.clock ?? (() => new Date()));
}

function prepareFolder(path: string): string | null {
	const folder = makeDatabaseFolder(path);
	return networkFileSystem(existsSync(path) ? path : folder);
}

function assemble(path: string, connection: Database, reader: Database, clock: () => Date): Store {
	const writer = new GroupWriter(connection);
	const listeners = new Set<(events: readonly DomainEvent[]) => void>();
	let closed = false;

	function write<T>(command: (tx: Transaction) => T): Promise<T> {
		if (closed) return Promise.reject(new TorcError("busy", "The server is stopping"));
		const change = requestedChange();
		let events: readonly DomainEvent[] = [];
		let entryId: number | null = null;
		const work = (): T => {
			const tx = new Transaction(connection, clock());
			const run = (): T => {
				const outcome = command(tx);
				tx.settleCounters();
				return outcome;
			};
			events = tx.events;
			if (change === undefined) return run();
			const done = recorded(tx, change, run);
			entryId = done.entryId;
			return done.outcome;
		};
		return writer.submit(work, () => {
			if (change !== undefined && entryId !== null) change.entryId = entryId;
			if (events.length === 0) return;
			onNobodysBehalf(() => {
				for (const listener of listeners) listener(events);
			});
		});
	}

	function snapshot(): Snapshot {
		if (reader === connection) return { db: reader, lasts: false, [Symbol.dispose]: () => undefined };
		const own = openDatabase(path, { readOnly: true });
		own.exec("BEGIN");
		// The snapshot is taken by the first read.
		own.get("SELECT 1 FROM workflow LIMIT 1");
		return { db: own, lasts: true, [Symbol.dispose]: () => own.close() };
	}

	function withReadOnly<T>(read: (db: Database) => T): T {
		if (reader !== connection) {
			const database = openDatabase(path, { readOnly: true });
			try {
				return read(database);
			} finally {
				database.close();
			}
		}
		connection.exec("PRAGMA query_only = ON");
		try {
			return read(connection);
		} finally {
			connection.exec("PRAGMA query_only = OFF");
		}
	}

	function saveTo(file: string): void {
		const partial = `${file}.partial`;
		mkdirSync(dirname(file), { recursive: true });
		rmSync(partial, { force: true });
		try {
			reader.run("VACUUM INTO ?", partial);
			renameSync(partial, file);
		} catch (error) {
			rmSync(partial, { force: true });
			throw describeSqliteError(error, file);
		}
	}

	async function close(): Promise<void> {
		if (closed) return;
		closed = true;
		await writer.close();
		if (reader !== connection) reader.close();
		foldLog();
		connection.close();
	}

	/** Tidies up: on a full disk the log stays beside the database, and what is in it stays valid. */
	function foldLog(): void {
		try {
			connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
		} catch (error) {
			if (describeSqliteError(error, path) === error) throw error;
		}
	}

	return {
		path,
		reader,
		canBeOpenedTwice: reader !== connection,
		withReadOnly,
		write,
		snapshot,
		saveTo,
		close,
		onCommit(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		[Symbol.asyncDispose]: close,
	};
}
