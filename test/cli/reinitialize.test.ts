// What runs again, and why: changed inputs, missing outputs, changed definitions, chosen jobs.
import { expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const CHAIN = `
name: chain
files:
  - {name: raw, path: raw.txt}
  - {name: mid, path: mid.txt}
  - {name: end, path: end.txt}
jobs:
  - name: make_mid
    command: "cat raw.txt > mid.txt; echo mid >> ran.txt"
    input_files: [raw]
    output_files: [mid]
  - name: make_end
    command: "cat mid.txt > end.txt; echo end >> ran.txt"
    input_files: [mid]
    output_files: [end]
  - {name: aside, command: "echo aside >> ran.txt"}
`;

interface Plan {
	readonly safe: boolean;
	readonly job_count: number;
	readonly jobs: readonly { readonly name: string; readonly reasons: readonly string[] }[];
}
interface Jobs {
	readonly items: readonly { readonly id: number; readonly name: string; readonly status: string }[];
}

async function runChain(scratch: Scratch): Promise<void> {
	writeFileSync(join(scratch.path, "chain.yaml"), CHAIN);
	writeFileSync(join(scratch.path, "raw.txt"), "1\n");
	const { exitCode, stderr } = await scratch.torc(["run", "chain.yaml"]);
	expect({ exitCode, done: stderr.includes("3 completed") }).toEqual({ exitCode: 0, done: true });
	rmSync(join(scratch.path, "ran.txt"));
}

const plan = (scratch: Scratch): Promise<Plan> => scratch.json<Plan>("workflows", "reinit", "1", "--dry-run");

async function statuses(scratch: Scratch): Promise<Record<string, string>> {
	const { items } = await scratch.json<Jobs>("jobs", "list", "1");
	return Object.fromEntries(items.map((job) => [job.name, job.status]));
}

test("nothing changed, nothing runs", async () => {
	using scratch = new Scratch();
	await runChain(scratch);
	expect(await plan(scratch)).toMatchObject({ safe: true, job_count: 0, jobs: [] });
	await scratch.torc(["workflows", "reinit", "1"]);
	await scratch.torc(["run", "1"]);
	expect(await statuses(scratch)).toEqual({ make_mid: "completed", make_end: "completed", aside: "completed" });
	expect(() => readFileSync(join(scratch.path, "ran.txt"))).toThrow();
});

test("a changed input runs its readers and all downstream of them again", async () => {
	using scratch = new Scratch();
	await runChain(scratch);
	writeFileSync(join(scratch.path, "raw.txt"), "2\n");
	utimesSync(join(scratch.path, "raw.txt"), new Date(), new Date(Date.now() + 5000));
	const { jobs } = await plan(scratch);
	expect(jobs).toMatchObject([
		{ name: "make_mid", reasons: ["input file changed: raw.txt"] },
		{ name: "make_end", reasons: ["a job it depends on runs again"] },
	]);
	expect(await statuses(scratch)).toMatchObject({ make_mid: "completed" });
	expect((await scratch.torc(["reinitialize", "1"])).exitCode).toBe(0);
	expect(await statuses(scratch)).toEqual({ make_mid: "ready", make_end: "blocked", aside: "completed" });
	await scratch.torc(["run", "1"]);
	expect(readFileSync(join(scratch.path, "end.txt"), "utf8")).toBe("2\n");
	expect(readFileSync(join(scratch.path, "ran.txt"), "utf8")).toBe("mid\nend\n");
	expect((await plan(scratch)).job_count).toBe(0);
});

test("a missing output is made again, a missing input is refused", async () => {
	using scratch = new Scratch();
	await runChain(scratch);
	rmSync(join(scratch.path, "end.txt"));
	expect((await plan(scratch)).jobs.map((job) => job.name)).toEqual(["make_end"]);
	rmSync(join(scratch.path, "raw.txt"));
	const refused = await scratch.torc(["workflows", "reinit", "1"]);
	expect(refused.exitCode).toBe(1);
	expect(refused.stderr).toContain("raw.txt");
	const dry = await scratch.torc(["-f", "json", "workflows", "reinit", "1", "--dry-run"]);
	expect(dry.exitCode).toBe(1);
	expect(JSON.parse(dry.stdout)).toMatchObject({
		safe: false,
		missing_input_files: expect.arrayContaining(["raw.txt"]),
	});
});

test("init runs everything again, after asking", async () => {
	using scratch = new Scratch();
	await runChain(scratch);
	const declined = await scratch.torc(["workflows", "init", "1"], { input: "n\n" });
	expect([declined.exitCode, declined.stderr.includes("cancelled")]).toEqual([0, true]);
	expect(await statuses(scratch)).toMatchObject({ aside: "completed" });
	const check = await scratch.json<Record<string, unknown>>("workflows", "init", "1", "--dry-run");
	expect(check).toMatchObject({ safe: true, existing_output_file_count: 2 });
	const done = await scratch.json<Record<string, unknown>>("workflows", "initialize", "1", "--no-prompts");
	expect(done).toMatchObject({ status: "success", workflow_id: 1, task_operation: "initialize_jobs" });
	expect(await statuses(scratch)).toEqual({ make_mid: "ready", make_end: "blocked", aside: "ready" });
});

test("reset-status of failed jobs, and of chosen ones", async () => {
	using scratch = new Scratch();
	writeFileSync(
		join(scratch.path, "f.yaml"),
		"name: f\njobs:\n  - {name: ok, command: 'true'}\n  - {name: bad, command: test -e fixed}\n  - {name: after, command: 'true', depends_on: [bad]}\n",
	);
	await scratch.torc(["run", "f.yaml"]);
	expect(await statuses(scratch)).toEqual({ ok: "completed", bad: "failed", after: "canceled" });
	writeFileSync(join(scratch.path, "fixed"), "");
	const reset = await scratch.json<Record<string, unknown>>("workflows", "reset-status", "1", "--failed-only", "-r");
	expect(reset).toMatchObject({
		status: "success",
		operations: { workflow_reset: true, job_reset: true, reinitialize: true },
		failed_only: true,
	});
	await scratch.torc(["run", "1"]);
	expect(await statuses(scratch)).toEqual({ ok: "completed", bad: "completed", after: "completed" });

	const dry = await scratch.json<Record<string, unknown>>("jobs", "reset-status", "2", "--dry-run");
	expect(dry).toMatchObject({ jobs: [{ job_id: 2, name: "bad" }], downstream_jobs: [{ job_id: 3, name: "after" }] });
	const chosen = await scratch.torc(["-f", "json", "jobs", "reset-status", "2", "--reinit"]);
	expect(chosen.stderr).toContain("job 2 (bad)");
	expect(JSON.parse(chosen.stdout)).toMatchObject({
		status: "success",
		reset_job_ids: [2],
		reinit: { requested: true, applied: true, error: null },
	});
	expect(await statuses(scratch)).toEqual({ ok: "completed", bad: "ready", after: "blocked" });
	const none = await scratch.torc(["jobs", "reset-status", "--status", "failed", "--workflow-id", "1"]);
	expect([none.exitCode, none.stderr.includes("nothing was reset")]).toEqual([1, true]);
	const both = await scratch.torc(["jobs", "reset-status", "1", "--workflow-id", "1"]);
	expect(both.exitCode).toBe(1);
});
