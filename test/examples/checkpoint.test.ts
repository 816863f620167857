// The checkpointing example: stopped by a time limit, it is terminated, its dependent waits, and it goes on to the same
// result as an uninterrupted run, without spending a retry.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "../cli/torc-process.ts";

const EXAMPLE = join(import.meta.dir, "../../examples/checkpoint.yaml");

const report = (scratch: Scratch): string => readFileSync(join(scratch.path, "checkpoint_report.txt"), "utf8");

interface Job {
	readonly name: string;
	readonly status: string;
	readonly attempt_id: number;
	readonly origin?: string;
}

test("interrupted and continued equals uninterrupted", async () => {
	using whole = new Scratch();
	expect((await whole.torc(["run", EXAMPLE])).exitCode).toBe(0);
	expect(report(whole)).toBe("the sum is 5050\n");

	using parts = new Scratch();
	const first = await parts.torc(["run", EXAMPLE, "--time-limit", "PT4S"]);
	expect(first.exitCode).toBe(0);
	expect(first.stderr).toContain("stopped in time");
	const { items: stopped } = await parts.json<{ items: Job[] }>("jobs", "list", "1");
	expect(stopped.map((job) => [job.name, job.status])).toEqual([
		["counter_sum", "terminated"],
		["report", "blocked"],
	]);

	expect((await parts.torc(["workflows", "reinitialize", "1"])).exitCode).toBe(0);
	expect((await parts.torc(["run", "1"])).exitCode).toBe(0);
	const { items: done } = await parts.json<{ items: Job[] }>("jobs", "list", "1");
	expect(done.map((job) => job.status)).toEqual(["completed", "completed"]);
	expect(report(parts)).toBe(report(whole));
	// A retry would have marked the job and raised its attempt within the run.
	expect(done[0]?.origin ?? null).toBeNull();
	const log = readFileSync(join(parts.path, "torc_output/job_stdio/job_wf1_j1_r2_a1.o"), "utf8");
	expect(log).toMatch(/^going on at \d+\n/);
});
