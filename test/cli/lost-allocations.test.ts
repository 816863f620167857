// Allocations that Slurm has ended, as sync-status reports them. Slurm's programs are stood in for by the documented
// TORC_FAKE_ names, because endings such as a forgotten allocation cannot be had from a cluster in a test's time.
import { expect, test } from "bun:test";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "../../src/client/connect.ts";
import { ownServer } from "./own-server.ts";
import { Scratch } from "./torc-process.ts";

const START = Date.now() - 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

function program(scratch: Scratch, name: string, text: string): string {
	const path = join(scratch.path, name);
	writeFileSync(path, `#!/bin/sh\n${text}\n`);
	chmodSync(path, 0o755);
	return path;
}

test("a forgotten allocation: its jobs are terminated with what accounting says; without an answer nothing is touched", async () => {
	using scratch = new Scratch();
	const server = await ownServer(scratch);
	await server.start();
	const client = connect({ url: server.url, user: "tester" });
	const workflow_id = (await client.createWorkflow({ body: { name: "w", user: "tester" } })).id as number;
	const job = await client.createJob({ body: { workflow_id, name: "lost", command: "true" } });
	await client.initializeJobs({ params: { id: workflow_id } });
	const record = { workflow_id, scheduler_config_id: 1, scheduler_type: "slurm" };
	await client.createScheduledComputeNode({ body: { ...record, scheduler_id: 4711, status: "active" } });
	await client.createScheduledComputeNode({ body: { ...record, scheduler_id: 4712, status: "pending" } });
	const machine = { hostname: "n7", pid: 1, num_cpus: 4, memory_gb: 8, num_gpus: 0, num_nodes: 1, is_active: true };
	const slurm = { compute_node_type: "slurm", scheduler: { slurm_job_id: "4711" }, start_time: iso(START) };
	const node = await client.createComputeNode({ body: { workflow_id, ...machine, ...slurm } });
	const ids = { id: job.id as number, run_id: 0, compute_node_id: node.id as number };
	await client.claimNextJobs({ params: { id: workflow_id }, query: { limit: 1 } });
	await client.startJob({ params: ids });

	const sync = async (squeue: string, ...args: string[]) => {
		const sacct = program(scratch, "sacct", `echo '4711|PREEMPTED|${Math.floor(Date.now() / 1000)}'`);
		const env = { TORC_FAKE_SQUEUE: program(scratch, "squeue", squeue), TORC_FAKE_SACCT: sacct };
		const done = await scratch.torc(["--url", server.url, "-f", "json", "workflows", "sync-status", "1", ...args], {
			env,
		});
		return JSON.parse(done.stdout);
	};
	const nothing = { slurm_jobs_failed: 0, pending_allocations_cleaned: 0, running_jobs_failed: 0 };
	expect(await sync("echo 'Unable to contact slurm controller' >&2; exit 1")).toMatchObject(nothing);
	const forgotten = "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1";
	const found = {
		slurm_jobs_failed: 1,
		pending_allocations_cleaned: 1,
		running_jobs_failed: 0,
		compute_nodes_deactivated: 1,
		claimed_jobs_released: 0,
		failed_job_details: [
			{
				job_id: job.id,
				job_name: "lost",
				reason: "lost with node n7: its allocation 4711 ended: PREEMPTED",
				slurm_job_id: "4711",
			},
		],
	};
	expect(await sync(forgotten, "--dry-run")).toEqual(found);
	expect(await sync(forgotten)).toEqual(found);
	expect(await sync(forgotten)).toMatchObject({ ...nothing, failed_job_details: [] });
	const { items } = await client.listResults({ query: { workflow_id } });
	expect(items).toMatchObject([{ status: "terminated", return_code: -128, cause: "preemption" }]);
	const records = await client.listScheduledComputeNodes({ query: { workflow_id } });
	expect(records.items.map(({ status }) => status)).toEqual(["complete", "complete"]);
	await server.kill("SIGTERM");
});
