// Every end of a job is on disk before it is reported (design §4, Spool): one append-only file per runner, a JSON line
// per report, a line when the server has acknowledged. What was never acknowledged is delivered by a later runner.
import {
	closeSync,
	fdatasync,
	fdatasyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	unlinkSync,
	writeSync,
} from "node:fs";
import { join } from "node:path";
import type { FinishedReport } from "../../contract/sync.ts";

interface JournalHead {
	readonly workflow_id: number;
	readonly compute_node_id: number;
}

type Line =
	| { readonly k: "head"; readonly v: JournalHead }
	| { readonly k: "finished"; readonly v: FinishedReport }
	| { readonly k: "acknowledged"; readonly v: readonly string[] };

const DIRECTORY = "journal";

/** What makes a report unique. */
export const reportKey = (report: Pick<FinishedReport, "job_id" | "run_id" | "attempt_id">): string =>
	`${report.job_id}/${report.run_id}/${report.attempt_id}`;

/**
 * What the server acknowledges at once needs no disk of ours: a forced write costs every other file of the disk a journal
 * commit too. Only what waits longer than this (server away) is forced out.
 */
const FORCE_AFTER_MS = 1_000;

export class Journal {
	readonly path: string;
	private readonly fd: number;
	private readonly open = new Set<string>();
	private timer: ReturnType<typeof setTimeout> | null = null;
	private forcing = false;
	private closed = false;

	constructor(outputDirectory: string, head: JournalHead) {
		const directory = join(outputDirectory, DIRECTORY);
		mkdirSync(directory, { recursive: true });
		this.path = join(directory, `wf${head.workflow_id}_n${head.compute_node_id}.jsonl`);
		this.fd = openSync(this.path, "a");
		this.write({ k: "head", v: head });
	}

	finished(report: FinishedReport): void {
		this.open.add(reportKey(report));
		this.write({ k: "finished", v: report });
		this.timer ??= setTimeout(() => this.force(), FORCE_AFTER_MS);
	}

	acknowledged(reports: readonly FinishedReport[]): void {
		if (reports.length === 0) return;
		const keys = reports.map(reportKey);
		for (const key of keys) this.open.delete(key);
		this.write({ k: "acknowledged", v: keys });
	}

	/** A journal without anything undelivered is removed; any other is safe on disk when this returns. */
	close(): void {
		this.closed = true;
		if (this.timer) clearTimeout(this.timer);
		if (this.open.size > 0) fdatasyncSync(this.fd);
		else unlinkSync(this.path);
		if (!this.forcing) closeSync(this.fd);
	}

	private write(line: Line): void {
		writeSync(this.fd, `${JSON.stringify(line)}\n`);
	}

	private force(): void {
		this.timer = null;
		if (this.open.size === 0 || this.forcing) return;
		this.forcing = true;
		fdatasync(this.fd, () => {
			this.forcing = false;
			if (this.closed) closeSync(this.fd);
		});
	}
}

export interface Undelivered {
	readonly path: string;
	readonly computeNodeId: number;
	readonly reports: readonly FinishedReport[];
}

/** Reports of a workflow's earlier runners that no server has acknowledged. A torn last line is left out. */
export function readUndelivered(outputDirectory: string, workflowId: number): Undelivered[] {
	const directory = join(outputDirectory, DIRECTORY);
	let names: string[];
	try {
		names = readdirSync(directory);
	} catch {
		return [];
	}
	const mine = names.filter((name) => name.startsWith(`wf${workflowId}_n`) && name.endsWith(".jsonl"));
	return mine.map((name) => readOne(join(directory, name))).filter((found) => found.reports.length > 0);
}

function readOne(path: string): Undelivered {
	const open = new Map<string, FinishedReport>();
	let computeNodeId = 0;
	for (const text of readFileSync(path, "utf8").split("\n")) {
		const line = parseLine(text);
		if (line?.k === "head") computeNodeId = line.v.compute_node_id;
		if (line?.k === "finished") open.set(reportKey(line.v), line.v);
		if (line?.k === "acknowledged") for (const key of line.v) open.delete(key);
	}
	return { path, computeNodeId, reports: [...open.values()] };
}

function parseLine(text: string): Line | null {
	try {
		return JSON.parse(text) as Line;
	} catch {
		return null;
	}
}

/** Puts a delivered journal aside, so that it is not read again. */
export function retire(path: string): void {
	renameSync(path, path.replace(/\.jsonl$/, ".delivered"));
}
