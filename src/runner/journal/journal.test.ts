// A journal keeps what was not acknowledged, whatever the runner's end; a living runner's is left alone.
import { expect, test } from "bun:test";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FinishedReport } from "../../contract/sync.ts";
import { Journal, retire } from "./journal.ts";
import { readUndelivered } from "./read-journals.ts";

const HEAD = {
	workflow_id: 1,
	compute_node_id: 2,
	hostname: "here",
	pid: process.pid,
	start_time: "2026-01-01T00:00:00Z",
};

const report = (job_id: number): FinishedReport => ({
	job_id,
	run_id: 1,
	attempt_id: 1,
	status: "completed",
	return_code: 0,
	exec_time_minutes: 0.1,
	completion_time: "2026-01-01T00:00:01Z",
});

class Folder implements Disposable {
	readonly path = mkdtempSync(join(tmpdir(), "torc-test-"));
	[Symbol.dispose](): void {
		rmSync(this.path, { recursive: true, force: true });
	}
}

test("what was acknowledged is not delivered again, and nothing is left of a journal without anything open", () => {
	using folder = new Folder();
	const journal = new Journal(folder.path, HEAD);
	for (const job of [1, 2, 3]) journal.finished(report(job));
	journal.acknowledged([report(2)]);
	expect(readUndelivered(folder.path, 1, "here")).toEqual([]);
	journal.close();
	const [found] = readUndelivered(folder.path, 1, "here");
	expect(found).toMatchObject({ head: HEAD, reports: [{ job_id: 1 }, { job_id: 3 }] });
	expect(readUndelivered(folder.path, 11, "here")).toEqual([]);
	retire(journal.path);
	expect(readUndelivered(folder.path, 1, "here")).toEqual([]);

	const clean = new Journal(folder.path, { ...HEAD, compute_node_id: 3 });
	clean.finished(report(1));
	clean.acknowledged([report(1)]);
	clean.close();
	expect(existsSync(clean.path)).toBe(false);
});

test("a torn line is left out, the rest is not", () => {
	using folder = new Folder();
	const journal = new Journal(folder.path, HEAD);
	journal.finished(report(1));
	appendFileSync(journal.path, '{"k":"finished","v":{"job_id":2');
	journal.close();
	expect(readUndelivered(folder.path, 1, "here")[0]?.reports).toMatchObject([{ job_id: 1 }]);
	expect(readdirSync(join(folder.path, "journal"))).toHaveLength(1);
});

test("a disk that takes nothing is told once, and that nothing was kept", () => {
	using folder = new Folder();
	const warnings: string[] = [];
	const open = () => new Journal(folder.path, HEAD, (message) => warnings.push(message));
	// Every write to this device fails as on a full disk.
	mkdirSync(join(folder.path, "journal"));
	const name = join(folder.path, "journal", `wf1_n2_${Date.parse(HEAD.start_time)}.jsonl`);
	symlinkSync("/dev/full", name);
	const full = open();
	full.finished(report(1));
	full.finished(report(2));
	expect(full.close()).toBe(false);
	expect(warnings).toEqual([expect.stringMatching(/^results cannot be kept in .*no space left on device/i)]);
});
