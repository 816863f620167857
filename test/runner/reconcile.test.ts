// Journals below a folder, ours and those of existing Torc's runners: each result arrives once, stale ones not at all.
import { expect, test } from "bun:test";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Journal } from "../../src/runner/journal/journal.ts";
import { reconcile } from "../../src/runner/journal/reconcile.ts";
import { openDatabase } from "../../src/sqlite/database.ts";
import { InProcessRun } from "./in-process-run.ts";

const NODE = { num_cpus: 4, memory_gb: 8, num_gpus: 0, num_nodes: 1, compute_node_type: "local", is_active: true };
const START = "2026-01-01T00:00:00.000Z";

/** Jobs a and b run on a node whose runner is gone. Answers the node and the jobs' ids. */
async function running(run: InProcessRun, host: string) {
	await run.create("name: r\njobs: [{name: a, command: 'true'}, {name: b, command: 'true'}]\n");
	const workflow_id = run.workflowId;
	const body = { workflow_id, hostname: host, pid: 1_999_999_999, start_time: START, ...NODE };
	const node = (await run.client.createComputeNode({ body })).id as number;
	const { jobs } = await run.client.claimNextJobs({ params: { id: workflow_id }, query: { limit: 2 } });
	for (const job of jobs ?? []) {
		await run.client.startJob({ params: { id: job.id as number, run_id: 0, compute_node_id: node } });
	}
	return { node, jobs: (jobs ?? []).map((job) => job.id as number) };
}

const deliver = (run: InProcessRun, runId = 0) =>
	reconcile(
		{ client: run.client, hostname: hostname(), log: () => undefined },
		{ workflowId: run.workflowId, runId, baseDirectory: run.folder },
	);

test("existing Torc's journal: completions and bare results are taken, again they are rejected, the file stays", async () => {
	await using run = await InProcessRun.open();
	const { node, jobs } = await running(run, "elsewhere");
	const resultOf = (job_id: number, status: string, return_code: number) => ({
		...{ job_id, workflow_id: run.workflowId, run_id: 0, attempt_id: 1, compute_node_id: node, status, return_code },
		...{ exec_time_minutes: 0.5, completion_time: "2026-01-01T00:01:00Z" },
	});
	const [a = 0, b = 0] = jobs;
	const whole = { job_id: a, run_id: 0, status: "completed", result: resultOf(a, "completed", 0) };
	const folder = join(run.folder, "deep/offline_journal");
	mkdirSync(folder, { recursive: true });
	const name = `offline_results_wf${run.workflowId}_r0_wf${run.workflowId}_helsewhere_r0.db`;
	const journal = openDatabase(join(folder, name), {});
	journal.exec(
		"CREATE TABLE journaled_completions (job_id INTEGER PRIMARY KEY, run_id INTEGER, status TEXT, payload TEXT, journaled_at TEXT)",
	);
	const insert = "INSERT INTO journaled_completions VALUES (?, 0, ?, ?, '2026-01-01T00:01:00Z')";
	journal.run(insert, a, "completed", JSON.stringify(whole));
	journal.run(insert, b, "failed", JSON.stringify(resultOf(b, "failed", 3)));
	journal.close();
	symlinkSync(join(run.folder, "deep"), join(run.folder, "link"));
	expect(await deliver(run, 1)).toEqual({ files: 0, total_completions: 0, accepted: 0, rejected: 0 });
	expect(await deliver(run)).toEqual({ files: 1, total_completions: 2, accepted: 2, rejected: 0 });
	expect(await run.statuses()).toEqual({ a: "completed", b: "failed" });
	expect(await deliver(run)).toEqual({ files: 1, total_completions: 2, accepted: 0, rejected: 2 });
	expect(readdirSync(folder).filter((file) => file.endsWith(".db"))).toEqual([name]);
});

test("our journal of another host: delivered in its node's name, kept until nobody can write it any more", async () => {
	await using run = await InProcessRun.open();
	const { node, jobs } = await running(run, "elsewhere");
	const head = { workflow_id: run.workflowId, compute_node_id: node, hostname: "elsewhere", pid: 1_999_999_999 };
	const journal = new Journal(join(run.folder, "out"), { ...head, start_time: START });
	const end = { status: "completed", return_code: 0, exec_time_minutes: 0.5, completion_time: START } as const;
	journal.finished({ job_id: jobs[0] as number, run_id: 0, attempt_id: 1, ...end });
	journal.finished({ job_id: jobs[1] as number, run_id: 9, attempt_id: 1, ...end });
	journal.close();
	expect(await deliver(run)).toEqual({ files: 1, total_completions: 1, accepted: 1, rejected: 0 });
	expect(await deliver(run)).toEqual({ files: 1, total_completions: 1, accepted: 1, rejected: 0 });
	expect(await deliver(run, 9)).toEqual({ files: 1, total_completions: 1, accepted: 0, rejected: 1 });
	expect(await run.statuses()).toEqual({ a: "completed", b: "running" });
	expect((await run.results()).a).toHaveLength(1);
	expect(readdirSync(join(run.folder, "out/journal"))).toMatchObject([expect.stringMatching(/\.jsonl$/)]);
});
