// From an index in a draft's list to the id of the record that was made of it.
import { invalid } from "../../../core/errors.ts";
import type { Transaction } from "../../transaction.ts";

export interface DraftIds {
	readonly workflowId: number;
	/** The automatic requirement `default`. */
	readonly defaultRequirements: number;
	/** The workflow's env as stored, and parsed. */
	readonly env: Readonly<Record<string, string>> | null;
	readonly requirements: number[];
	readonly schedulers: number[];
	readonly failureHandlers: number[];
	readonly files: number[];
	readonly userData: number[];
	readonly inputFileLists: number[];
	readonly inputUserDataLists: number[];
	/** Id of the first job; the others follow without gaps. */
	firstJob: number;
}

/** The id that belongs to an index. Error: 422 when the draft points outside its own lists. */
export function idAt(list: readonly number[], index: number, noun: string): number {
	const id = list[index];
	if (id === undefined) throw invalid(`The draft refers to ${noun} ${index}, but has only ${list.length}`);
	return id;
}

/** The next id AUTOINCREMENT would give; this writer is the only one, so it stays free for the whole transaction. */
export function firstFreeId(tx: Transaction, table: string): number {
	const row = tx.db.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = ?", table);
	return (row?.seq ?? 0) + 1;
}
