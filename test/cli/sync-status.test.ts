// A runner that was killed: what it left is found by evidence, ended with the cause, and goes on.
import { expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readProcessTable } from "../../src/platform/process-table.ts";
import { until } from "../until.ts";
import { ownServer } from "./own-server.ts";
import { Scratch } from "./torc-process.ts";

const SPEC = `name: killed
jobs:
  - name: works
    command: echo $$ >> pids; [ $TORC_RESTART_COUNT = 1 ] && exit 0; exec sleep 60
  - name: after
    depends_on: [works]
    command: echo $TORC_RESTART_COUNT > restarts
`;

interface Counts {
	readonly jobs_by_status: Readonly<Record<string, number>>;
}

interface Found {
	readonly running_jobs_failed: number;
	readonly failed_job_details: readonly { readonly job_name: string; readonly reason: string }[];
}

const NOTHING = {
	slurm_jobs_failed: 0,
	pending_allocations_cleaned: 0,
	running_jobs_failed: 0,
	compute_nodes_deactivated: 0,
	claimed_jobs_released: 0,
	failed_job_details: [],
};

const isThere = (pid: number): boolean => readProcessTable().some((entry) => entry.pid === pid && entry.state !== "Z");

test("sync-status ends the jobs of a killed runner, tells why, and the next run continues them", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "spec.yaml"), SPEC);
	const server = await ownServer(scratch);
	await server.start();
	const torc = <T>(...args: string[]) => scratch.json<T>("--url", server.url, ...args);
	const run = scratch.start(["--url", server.url, "run", "spec.yaml"]);
	await until(() => existsSync(join(scratch.path, "pids")));
	await until(async () => (await torc<Counts>("status", "1")).jobs_by_status.running === 1);
	expect(await torc<object>("workflows", "sync-status", "1")).toEqual(NOTHING);
	run.kill("SIGKILL");
	await run.finished;
	const would = await torc<Found>("workflows", "sync-status", "1", "--dry-run");
	const expected = {
		...NOTHING,
		running_jobs_failed: 1,
		compute_nodes_deactivated: 1,
		failed_job_details: [
			{ job_id: 1, job_name: "works", reason: expect.stringMatching(/process \d+ on .* has ended/) },
		],
	};
	expect(would).toEqual(expected as Found);
	// Its process is still at work: a glance leaves it there, the commands that act end it first.
	const before = await torc<Counts>("status", "1");
	expect(before.jobs_by_status).toMatchObject({ running: 1 });
	const pid = Number(readFileSync(join(scratch.path, "pids"), "utf8"));
	expect(isThere(pid)).toBe(true);
	expect(await torc<Found>("sync-status", "1")).toEqual(expected as Found);
	expect(isThere(pid)).toBe(false);
	expect(await torc<object>("workflows", "sync-status", "1")).toEqual(NOTHING);
	const results = await torc<{ items: object[] }>("results", "list", "1");
	expect(results.items).toMatchObject([{ status: "terminated", return_code: -128, cause: "node_loss" }]);
	const status = await torc<{ jobs_by_status: object; lost_work: Record<string, object> }>("status", "1");
	expect(status.jobs_by_status).toMatchObject({ terminated: 1, blocked: 1, running: 0 });
	expect(status.lost_work.node_loss).toMatchObject({ attempts: 1, without_checkpoint: 1 });
	await torc("workflows", "reinit", "1");
	expect((await scratch.torc(["--url", server.url, "run", "1"])).exitCode).toBe(0);
	expect(readFileSync(join(scratch.path, "restarts"), "utf8")).toBe("0\n");
	await server.kill("SIGTERM");
});

test("the next run closes the node of a runner that was killed between two jobs", async () => {
	using scratch = new Scratch();
	const spec = "name: idle\ncompute_node_ignore_workflow_completion: true\njobs: [{name: a, command: 'true'}]\n";
	writeFileSync(join(scratch.path, "spec.yaml"), spec);
	const server = await ownServer(scratch);
	await server.start();
	const torc = <T>(...args: string[]) => scratch.json<T>("--url", server.url, ...args);
	const activeNodes = async (): Promise<number[]> => {
		const { items } = await torc<{ items: { id: number; is_active: boolean }[] }>("compute-nodes", "list", "1");
		return items.filter((node) => node.is_active).map(({ id }) => id);
	};
	await torc("create", "spec.yaml");
	const isDone = async () => (await torc<{ is_complete: boolean }>("status", "1")).is_complete;
	const first = scratch.start(["--url", server.url, "run", "1"]);
	await until(isDone);
	first.kill("SIGKILL");
	await first.finished;
	expect(await activeNodes()).toEqual([1]);
	const second = scratch.start(["--url", server.url, "run", "1"]);
	await until(async () => (await activeNodes()).includes(2));
	expect(await activeNodes()).toEqual([2]);
	second.kill("SIGTERM");
	await second.finished;
	await server.kill("SIGTERM");
});
