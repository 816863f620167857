// Copies of a job's last good checkpoints, beside its checkpoint folder: numbered, newest last, made by reflink where the
// file system can.
import {
	constants,
	copyFileSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { CheckpointFile } from "./declared-files.ts";

interface Entry {
	/** Where the job had it. */
	readonly path: string;
	/** Name of the copy. */
	readonly copy: string;
	readonly version: string;
}

export interface KeptCheckpoint {
	readonly number: number;
	readonly directory: string;
	readonly entries: readonly Entry[];
}

const LIST = "files.json";

/** Newest first. A copy that was interrupted has no list and is removed; one whose list cannot be read does not count now. */
export function listKept(keptDirectory: string): KeptCheckpoint[] {
	const kept: KeptCheckpoint[] = [];
	for (const number of numbersIn(keptDirectory)) {
		const directory = join(keptDirectory, String(number));
		try {
			kept.push({ number, directory, entries: JSON.parse(readFileSync(join(directory, LIST), "utf8")) });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "ENOENT") continue;
			rmSync(directory, { recursive: true, force: true });
		}
	}
	return kept.sort((a, b) => b.number - a.number);
}

/** Copies the files unless the newest copy has the same; keeps the newest `keep`. Throws what the file system says. */
export function keep(keptDirectory: string, files: readonly CheckpointFile[], keepCount: number): void {
	const kept = listKept(keptDirectory);
	const newest = kept[0];
	if (newest && same(newest, files)) return;
	const number = 1 + Math.max(0, ...numbersIn(keptDirectory));
	const directory = join(keptDirectory, String(number));
	mkdirSync(directory, { recursive: true });
	const entries = files.map(({ path, version }, index) => ({ path, version, copy: String(index) }));
	for (const { path, copy } of entries) copyWithTimes(path, join(directory, copy));
	// The list comes last and whole: with it the copy is complete.
	writeFileSync(join(directory, `${LIST}.new`), JSON.stringify(entries));
	renameSync(join(directory, `${LIST}.new`), join(directory, LIST));
	for (const old of kept.slice(Math.max(0, keepCount - 1))) rmSync(old.directory, { recursive: true, force: true });
}

/** Puts a kept checkpoint back where the job looks for it. */
export function restore({ directory, entries }: KeptCheckpoint): void {
	for (const { path, copy } of entries) {
		mkdirSync(dirname(path), { recursive: true });
		copyWithTimes(join(directory, copy), `${path}.torc-restoring`);
		renameSync(`${path}.torc-restoring`, path);
	}
}

/** Moves a broken checkpoint's files out of the job's way; nothing is deleted. Answers where they are. */
export function setAside(keptDirectory: string, files: readonly CheckpointFile[], name: string): string {
	const directory = join(keptDirectory, name);
	mkdirSync(directory, { recursive: true });
	for (const [index, { path }] of files.entries()) {
		const target = join(directory, `${index}-${path.slice(path.lastIndexOf("/") + 1)}`);
		try {
			renameSync(path, target);
		} catch {
			// Another file system: copied, then removed.
			copyFileSync(path, target);
			rmSync(path);
		}
	}
	return directory;
}

function copyWithTimes(from: string, to: string): void {
	copyFileSync(from, to, constants.COPYFILE_FICLONE);
	const { mtimeMs } = statSync(from);
	// The middle of its millisecond: rounding does not make it another one's, by which it is known.
	const seconds = (Math.floor(mtimeMs) + 0.5) / 1000;
	utimesSync(to, seconds, seconds);
}

const same = (kept: KeptCheckpoint, files: readonly CheckpointFile[]): boolean =>
	kept.entries.length === files.length &&
	files.every(
		(file, index) => kept.entries[index]?.path === file.path && kept.entries[index]?.version === file.version,
	);

/** None where there is no such folder yet. */
function numbersIn(directory: string): number[] {
	try {
		const names = readdirSync(directory).filter((name) => /^\d+$/.test(name));
		return names.map(Number);
	} catch {
		return [];
	}
}
