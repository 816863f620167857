// Journals of earlier runners: what no server has acknowledged.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FinishedReport } from "../../contract/sync.ts";
import { isOpenHere, JOURNAL_FOLDER, type JournalHead, type JournalLine, reportKey } from "./journal.ts";

export interface Undelivered {
	readonly path: string;
	readonly head: JournalHead;
	readonly reports: readonly FinishedReport[];
}

/** Of a workflow's runners that are gone from this host, and of those of other hosts. A torn last line is left out. */
export function readUndelivered(outputDirectory: string, workflowId: number, hostname: string): Undelivered[] {
	const directory = join(outputDirectory, JOURNAL_FOLDER);
	let names: string[];
	try {
		names = readdirSync(directory);
	} catch {
		return [];
	}
	const found: Undelivered[] = [];
	for (const name of names) {
		if (!name.startsWith(`wf${workflowId}_n`) || !name.endsWith(".jsonl")) continue;
		const journal = readOne(join(directory, name));
		if (journal === null || journal.reports.length === 0) continue;
		if (journal.head.hostname === hostname && isAlive(journal)) continue;
		found.push(journal);
	}
	return found;
}

/** Null without a head: the runner died before it could write anything. */
function readOne(path: string): Undelivered | null {
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

function parseLine(text: string): JournalLine | null {
	try {
		return JSON.parse(text) as JournalLine;
	} catch {
		return null;
	}
}

/** A living runner delivers its own. */
function isAlive({ path, head }: Undelivered): boolean {
	if (head.pid === process.pid) return isOpenHere(path);
	try {
		process.kill(head.pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
