// Makes of a finished save what a kill in its middle would have left.
import {
	closeSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	openSync,
	readSync,
	rmSync,
	statSync,
	truncateSync,
	utimesSync,
} from "node:fs";
import { join } from "node:path";
import type { TornSave } from "./torn-save.ts";

/** Copies of files as they were before a save: path → copy. */
export type Earlier = ReadonlyMap<string, string>;

/** `folder`: where the copies go. */
export function copyEarlier(paths: Iterable<string>, folder: string): Earlier {
	mkdirSync(folder, { recursive: true });
	const copies = new Map<string, string>();
	for (const path of paths) {
		const stat = statSync(path, { throwIfNoEntry: false });
		if (!stat?.isFile()) continue;
		const copy = join(folder, String(copies.size));
		copyFileSync(path, copy);
		utimesSync(copy, stat.atime, stat.mtime);
		copies.set(path, copy);
	}
	return copies;
}

export function tear({ path, isCut, unsaved }: TornSave, earlier: Earlier): void {
	if (isCut) truncateSync(path, Math.floor(statSync(path).size / 2));
	for (const other of unsaved) {
		const copy = earlier.get(other);
		if (copy === undefined) rmSync(other, { force: true });
		else copyFileSync(copy, other);
	}
}

const SQLITE = "SQLite format 3\0";

/** A database keeps a journal of its own: cutting it in half would be unfair. */
export function isDatabase(path: string): boolean {
	if (!existsSync(path)) return false;
	const start = Buffer.alloc(SQLITE.length);
	const fd = openSync(path, "r");
	try {
		readSync(fd, start, 0, start.length, 0);
	} finally {
		closeSync(fd);
	}
	return start.toString("latin1") === SQLITE;
}
