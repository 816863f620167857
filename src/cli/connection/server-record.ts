// The note beside a database that says which running program serves it: `torc.db.server`, {"url", "pid"}.
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

export interface ServerRecord {
	readonly url: string;
	readonly pid: number;
}

const recordPath = (databasePath: string): string => `${databasePath}.server`;

/** null when there is none, or none that can be read. */
export function readServerRecord(databasePath: string): ServerRecord | null {
	try {
		const { url, pid } = JSON.parse(readFileSync(recordPath(databasePath), "utf8"));
		return typeof url === "string" && Number.isSafeInteger(pid) ? { url, pid } : null;
	} catch {
		return null;
	}
}

/**
 * Writes the note unless there is one: two programs that start at once cannot both succeed, because a link is made or
 * refused as a whole. Answers whether it was written.
 */
export function claimServerRecord(databasePath: string, record: ServerRecord): boolean {
	const draft = `${recordPath(databasePath)}.${process.pid}`;
	writeFileSync(draft, `${JSON.stringify(record)}\n`);
	try {
		linkSync(draft, recordPath(databasePath));
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw error;
	} finally {
		rmSync(draft, { force: true });
	}
}

/** Removes the note if it still is the one given. */
export function removeServerRecord(databasePath: string, record: ServerRecord): void {
	const found = readServerRecord(databasePath);
	if (found !== null && found.pid === record.pid && found.url === record.url) {
		rmSync(recordPath(databasePath), { force: true });
	}
}

/** Whether the program of a note still runs (a process of another user counts). */
export function isAlive({ pid }: ServerRecord): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
