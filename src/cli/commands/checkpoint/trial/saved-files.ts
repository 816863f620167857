// Which files an attempt saved its state in: those the job declares, else those the next attempt went on from, else those
// it wrote when it was asked to end. Pure.
import type { Attempt, SavedFile } from "./attempt.ts";

/** `next`: the attempt that followed; null when there is none. `outputs`: paths that hold results, not state. */
export function savedFiles(attempt: Attempt, next: Attempt | null, outputs: ReadonlySet<string>): readonly SavedFile[] {
	if (attempt.declared !== null) return attempt.declared;
	const written = (attempt.uses ?? []).flatMap((use) =>
		use.wasWritten && use.bytes !== null ? [{ ...use, bytes: use.bytes }] : [],
	);
	const resumed = written.filter((use) => wasRead(next, use.path));
	return resumed.length > 0 ? resumed : written.filter((use) => use.savedLate && !outputs.has(use.path));
}

/** Whether the following attempt looked into what was saved; null when nothing was, or the system cannot tell. */
export function wasResumed(saved: readonly SavedFile[], next: Attempt | null): boolean | null {
	if (saved.length === 0 || next === null || next.uses === null) return null;
	return saved.some(({ path }) => wasRead(next, path));
}

const wasRead = (attempt: Attempt | null, path: string): boolean =>
	attempt?.uses?.some((use) => use.path === path && use.wasRead) ?? false;
