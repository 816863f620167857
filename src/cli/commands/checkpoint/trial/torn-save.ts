// What a kill in the middle of a save leaves: the files saved so far, one cut short, and the others as they were. Pure.
import type { FileUse } from "./attempt.ts";

export interface TornSave {
	/** The file that was being written when the kill came. */
	readonly path: string;
	/** It was written in place, so half of it is there; else it was replaced whole and the kill came right after. */
	readonly isCut: boolean;
	/** Files that were to follow. */
	readonly unsaved: readonly string[];
}

/**
 * `saved`: the files of one save. Null when a kill can leave nothing but the old state or the new one: a single file,
 * replaced by a rename. `isTransactional`: the file's own format survives a kill.
 */
export function tornSave(
	saved: readonly Pick<FileUse, "path" | "inPlace" | "lastChange">[],
	isTransactional: (path: string) => boolean,
): TornSave | null {
	const files = saved.filter(({ path }) => !isTransactional(path)).sort((a, b) => a.lastChange - b.lastChange);
	const cut = files.findIndex((file) => file.inPlace);
	const victim = files[Math.max(0, cut)];
	if (victim === undefined || (cut < 0 && files.length < 2)) return null;
	const unsaved = files.slice(Math.max(0, cut) + 1).map((file) => file.path);
	return { path: victim.path, isCut: cut >= 0, unsaved };
}
