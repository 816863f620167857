// Modification times of a workflow's files, as stored and as they are.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Client } from "../../../client/call.ts";
import type { FileModel } from "../../../contract/models/file.ts";

/** Seconds since 1970; null when there is no such file. Errors other than a missing file are the system's. */
export function modificationTime(path: string, cwd: string): number | null {
	const stats = statSync(resolve(cwd, path), { throwIfNoEntry: false });
	return stats === undefined ? null : stats.mtimeMs / 1000;
}

/** Appeared, disappeared, or differs by more than 0.01 s (2-states §4.3). */
export function hasChanged(stored: number | null | undefined, now: number | null): boolean {
	if (stored === null || stored === undefined) return now !== null;
	return now === null || Math.abs(now - stored) > 0.01;
}

/** Files whose stored time is out of date, with the time they have now. */
export function changedFiles(files: readonly FileModel[], cwd: string): { file: FileModel; now: number | null }[] {
	return files
		.map((file) => ({ file, now: modificationTime(file.path, cwd) }))
		.filter(({ file, now }) => hasChanged(file.st_mtime, now));
}

/** Stores the times, some at once. */
export async function storeTimes(
	client: Client,
	changes: readonly { readonly file: FileModel; readonly now: number | null }[],
): Promise<void> {
	for (let start = 0; start < changes.length; start += AT_ONCE) {
		await Promise.all(
			changes
				.slice(start, start + AT_ONCE)
				.map(({ file, now }) =>
					client.updateFile({ params: { id: file.id as number }, body: { ...file, st_mtime: now } }),
				),
		);
	}
}

const AT_ONCE = 32;
