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

/**
 * A checkpoint costs some milliseconds; a log that grows costs every commit more than one that is written over (fsync has
 * to record its new size; measured: 300 µs and 190 µs). Here they meet; some ten pages of 4 KiB are a usual commit.
 */
const CHECKPOINT_COMMITS = 100;
/** When nothing more comes for so long: what is left in the log would slow reads and the next start, and caches are only kept. */
const QUIET_MS = 1_000;

export class GroupWriter {
	private readonly database: Database;
	private queue: Entry[] = [];
	private scheduled = false;
	private commitsSinceCheckpoint = 0;
	private quietTimer: ReturnType<typeof setTimeout> | null = null;
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

	private schedule(): void {
		if (this.scheduled) return;
		this.scheduled = true;
		setImmediate(() => this.flush());
	}

	private flush(): void {
		this.scheduled = false;
		const group = this.queue;
		this.queue = [];
		try {
			if (group.length > 0) this.commitGroup(group);
		} finally {
			// Also when a listener fails: nobody's answer waits for it.
			for (const entry of group) settle(entry);
		}
		if (this.queue.length > 0) return;
		for (const resolve of this.idle.splice(0)) resolve();
	}

	/** Counts towards the next checkpoint, which comes after the answers to what was committed. */
	private noteCommit(): void {
		this.commitsSinceCheckpoint++;
		if (this.commitsSinceCheckpoint === CHECKPOINT_COMMITS) setImmediate(() => this.checkpoint());
		this.quietTimer ??= setTimeout(() => this.rest(), QUIET_MS).unref();
		this.quietTimer.refresh();
	}

	/** Moves the log into the database file. */
	private checkpoint(): void {
		this.commitsSinceCheckpoint = 0;
		this.tidy("PRAGMA wal_checkpoint(PASSIVE)");
	}

	private rest(): void {
		if (this.commitsSinceCheckpoint > 0) this.checkpoint();
		this.tidy("PRAGMA shrink_memory");
	}

	private tidy(pragma: string): void {
		if (this.closed) return;
		try {
			this.database.exec(pragma);
		} catch {
			// The disk is full, or failed: what is committed lies in the log, and the next writes say what is wrong.
		}
	}

	private commitGroup(group: readonly Entry[]): void {
		try {
			this.database.run("BEGIN IMMEDIATE");
			for (const entry of group) this.runEntry(entry);
			this.database.run("COMMIT");
			this.noteCommit();
		} catch (error) {
			this.database.rollBack();
			const reason = describeSqliteError(error, this.database.path);
			for (const entry of group) entry.outcome = { error: reason };
			return;
		}
		for (const entry of group) if (entry.outcome && "value" in entry.outcome) entry.committed?.();
	}

	private runEntry(entry: Entry): void {
		this.database.run("SAVEPOINT request");
		try {
			entry.outcome = { value: entry.work() };
		} catch (error) {
			// The whole transaction is gone, with everybody's work, for this reason.
			if (!this.database.inTransaction) throw error;
			this.database.run("ROLLBACK TO request");
			entry.outcome = { error: describeSqliteError(error, this.database.path) };
		}
		this.database.run("RELEASE request");
	}
}

function settle({ outcome, resolve, reject }: Entry): void {
	if (outcome === undefined) return;
	if ("error" in outcome) reject(outcome.error);
	else resolve(outcome.value);
}
