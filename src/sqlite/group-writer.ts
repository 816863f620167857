// Group commit: requests that arrive together share one transaction, each in a savepoint of its own, so that one
// failure harms no neighbour. A promise settles only after the commit: acknowledged means on disk (design §3).
import { type Database, describeSqliteError } from "./database.ts";

interface Entry {
	readonly work: () => unknown;
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: unknown) => void;
	readonly committed: (() => void) | undefined;
	outcome?: { readonly value: unknown } | { readonly error: unknown };
}

/** WAL pages (4 KiB) after which a checkpoint is due once the queue is empty, and at the latest. */
const CHECKPOINT_DUE_COMMITS = 500;
const CHECKPOINT_FORCED_COMMITS = 5_000;

export class GroupWriter {
	private readonly database: Database;
	private queue: Entry[] = [];
	private scheduled = false;
	private commitsSinceCheckpoint = 0;
	private idle: (() => void)[] = [];
	private closed = false;

	constructor(database: Database) {
		this.database = database;
		// Checkpoints run between requests, not inside one.
		database.exec("PRAGMA wal_autocheckpoint = 0");
	}

	/**
	 * Runs `work` inside the next group's transaction. `committed` is called after the commit and before the promise
	 * settles. Rejects with what `work` threw (its changes are rolled back), or with the commit's error.
	 */
	submit<T>(work: () => T, committed?: () => void): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			this.queue.push({ work, resolve: resolve as (value: unknown) => void, reject, committed });
			this.schedule();
		});
	}

	/** Settles when everything submitted so far is committed; no checkpoint follows any more. */
	close(): Promise<void> {
		this.closed = true;
		if (this.queue.length === 0 && !this.scheduled) return Promise.resolve();
		return new Promise((resolve) => this.idle.push(resolve));
	}

	/** Moves the WAL into the database file. */
	checkpoint(): void {
		this.commitsSinceCheckpoint = 0;
		this.database.exec("PRAGMA wal_checkpoint(PASSIVE)");
	}

	private schedule(): void {
		if (this.scheduled) return;
		this.scheduled = true;
		setImmediate(() => this.flush());
	}

	private flush(): void {
		this.scheduled = false;
		const group = this.queue;
		this.queue = [];
		if (group.length > 0) this.commitGroup(group);
		for (const entry of group) {
			if (entry.outcome === undefined) continue;
			if ("error" in entry.outcome) entry.reject(entry.outcome.error);
			else entry.resolve(entry.outcome.value);
		}
		if (this.queue.length > 0) return;
		for (const resolve of this.idle.splice(0)) resolve();
		if (this.commitsSinceCheckpoint >= CHECKPOINT_DUE_COMMITS) {
			// When no request has come by then; under steady load the forced limit below acts.
			setTimeout(() => {
				const due = !this.closed && this.queue.length === 0 && this.commitsSinceCheckpoint >= CHECKPOINT_DUE_COMMITS;
				if (due) this.checkpoint();
			}, 20).unref();
		}
	}

	private commitGroup(group: readonly Entry[]): void {
		try {
			this.database.run("BEGIN IMMEDIATE");
			for (const entry of group) this.runEntry(entry);
			this.database.run("COMMIT");
			this.commitsSinceCheckpoint++;
		} catch (error) {
			this.rollBack();
			const reason = describeSqliteError(error, this.database.path);
			for (const entry of group) entry.outcome = { error: reason };
			return;
		}
		for (const entry of group) if (entry.outcome && "value" in entry.outcome) entry.committed?.();
		if (this.commitsSinceCheckpoint >= CHECKPOINT_FORCED_COMMITS) this.checkpoint();
	}

	private runEntry(entry: Entry): void {
		this.database.run("SAVEPOINT request");
		try {
			entry.outcome = { value: entry.work() };
		} catch (error) {
			this.database.run("ROLLBACK TO request");
			entry.outcome = { error: describeSqliteError(error, this.database.path) };
		}
		this.database.run("RELEASE request");
	}

	private rollBack(): void {
		try {
			this.database.exec("ROLLBACK");
		} catch {
			// No transaction was open: BEGIN itself had failed, or SQLite rolled back by itself (disk full).
		}
	}
}
