// Every end of a job is on disk before it is reported (design §4, Spool): one append-only file per runner, a JSON line
// per report, a line when the server has acknowledged. What was never acknowledged is delivered by a later runner.
import { closeSync, fdatasync, fdatasyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { FinishedReport } from "../../contract/sync.ts";

/** Which runner it was: a server that has no such node is another one. */
export interface JournalHead {
	readonly workflow_id: number;
	readonly compute_node_id: number;
	readonly hostname: string;
	readonly pid: number;
	/** RFC 3339, as the node was registered. */
	readonly start_time: string;
}

export type JournalLine =
	| { readonly k: "head"; readonly v: JournalHead }
	| { readonly k: "finished"; readonly v: FinishedReport }
	| { readonly k: "acknowledged"; readonly v: readonly string[] };

export const JOURNAL_FOLDER = "journal";
const openHere = new Set<string>();

/** Whether a runner in this process writes the journal. */
export const isOpenHere = (path: string): boolean => openHere.has(path);

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
	private readonly warn: (message: string) => void;
	private readonly open = new Set<string>();
	/** Lines, or the rest of one, that the disk did not take: tried again with the next. */
	private unwritten: Buffer[] = [];
	private warned = false;
	private timer: ReturnType<typeof setTimeout> | null = null;
	private forcing = false;
	private closed = false;

	/** `warn` is told when a disk takes no more: jobs and reports go on. Errors: what the system says of a folder that cannot be written. */
	constructor(outputDirectory: string, head: JournalHead, warn: (message: string) => void = () => undefined) {
		const directory = join(outputDirectory, JOURNAL_FOLDER);
		mkdirSync(directory, { recursive: true });
		const { workflow_id, compute_node_id, start_time } = head;
		this.warn = warn;
		this.path = join(directory, `wf${workflow_id}_n${compute_node_id}_${Date.parse(start_time)}.jsonl`);
		this.fd = openSync(this.path, "a");
		openHere.add(this.path);
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

	/**
	 * A journal without anything undelivered is removed; any other is safe on disk when this returns true. False: the disk did
	 * not take all of it.
	 */
	close(): boolean {
		this.closed = true;
		openHere.delete(this.path);
		if (this.timer) clearTimeout(this.timer);
		const isKept = this.open.size === 0 || this.forceNow();
		if (this.open.size === 0) rmSync(this.path, { force: true });
		if (!this.forcing) closeSync(this.fd);
		return isKept;
	}

	private write(line: JournalLine): void {
		this.unwritten.push(Buffer.from(`${JSON.stringify(line)}\n`));
		this.flush();
	}

	private flush(): void {
		try {
			for (let line = this.unwritten[0]; line !== undefined; line = this.unwritten[0]) {
				const written = writeSync(this.fd, line);
				if (written < line.length) this.unwritten[0] = line.subarray(written);
				else this.unwritten.shift();
			}
			this.warned = false;
		} catch (error) {
			if (!this.warned) this.warn(`results cannot be kept in ${this.path}: ${(error as Error).message}`);
			this.warned = true;
		}
	}

	private forceNow(): boolean {
		this.flush();
		try {
			fdatasyncSync(this.fd);
			return this.unwritten.length === 0;
		} catch {
			// A disk that says so only now: nothing of the last lines is certain.
			return false;
		}
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

/** Puts a delivered journal aside, so that it is not read again. */
export function retire(path: string): void {
	renameSync(path, path.replace(/\.jsonl$/, ".delivered"));
}
