// Journals of earlier runners: what no server has acknowledged.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FinishedReport } from "../../contract/sync.ts";
import { isLivingProcess } from "../../platform/living-process.ts";
import { isOpenHere, JOURNAL_FOLDER, type JournalHead, type JournalLine, reportKey } from "./journal.ts";

export interface Undelivered {
	readonly path: string;
	readonly head: JournalHead;
	readonly reports: readonly FinishedReport[];
}

/**
 * Of runners that are gone from this host, and of those of other hosts; of one workflow, or of all (null). A torn last line
 * is left out.
 */
export function readUndelivered(outputDirectory: string, workflowId: number | null, hostname: string): Undelivered[] {
	const found: Undelivered[] = [];
	for (const path of journalsIn(join(outputDirectory, JOURNAL_FOLDER), workflowId)) {
		const journal = readJournal(path);
		if (journal === null || journal.reports.length === 0 || isAtWork(journal, hostname)) continue;
		found.push(journal);
	}
	return found;
}

/** Paths of journals in a folder that may hold something; the folder need not be there. */
export function journalsIn(directory: string, workflowId: number | null): string[] {
	const names = namesIn(directory).filter((name) => {
		const [, id] = /^wf(\d+)_n\d+_\d+\.jsonl$/.exec(name) ?? [];
		return id !== undefined && (workflowId === null || Number(id) === workflowId);
	});
	return names.map((name) => join(directory, name));
}

/** Null without a head: the runner died before it could write anything. */
export function readJournal(path: string): Undelivered | null {
	const open = new Map<string, FinishedReport>();
	let head: JournalHead | null = null;
	for (const text of readFileSync(path, "utf8").split("\n")) {
		const line = parseLine(text);
		if (line?.k === "head") head = line.v;
		if (line?.k === "finished") open.set(reportKey(line.v), line.v);
		if (line?.k === "acknowledged") for (const key of line.v) open.delete(key);
	}
	return head === null ? null : { path, head, reports: [...open.values()] };
}

/** A living runner of this host delivers its own. */
export function isAtWork({ path, head }: Undelivered, hostname: string): boolean {
	if (head.hostname !== hostname) return false;
	if (head.pid === process.pid) return isOpenHere(path);
	return isLivingProcess(head.pid, Date.parse(head.start_time));
}

function namesIn(directory: string): string[] {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
}

function parseLine(text: string): JournalLine | null {
	try {
		return JSON.parse(text) as JournalLine;
	} catch {
		return null;
	}
}
