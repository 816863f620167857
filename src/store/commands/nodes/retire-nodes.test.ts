// Lost nodes: what counts as evidence, what becomes of their jobs, and that a node that turns out alive is believed.
import { expect, test } from "bun:test";
import { type SampleStore, sampleStore } from "../../../../test/store/sample-store.ts";
import { LOST_CODE } from "../../../core/lost-code.ts";
import { recount } from "../../dependencies/job-state.ts";
import type { Orphans } from "../../reads/jobs/orphans.ts";
import { createComputeNode } from "./compute-nodes.ts";
import { type RetireInput, retireNodes } from "./retire-nodes.ts";
import { type FinishedReport, syncComputeNode } from "./sync-compute-node.ts";

/** The sample's clock. */
const NOW = Date.parse("2026-03-01T12:00:00Z");
const MINUTE = 60_000;

interface Sample extends SampleStore {
	readonly jobs: readonly number[];
	node(type?: string): Promise<number>;
	/** Claims one job on the node and starts it, at 11:30. */
	start(nodeId: number): Promise<number>;
	claim(nodeId: number): Promise<number>;
	beatAt(nodeId: number, at: number | null): Promise<unknown>;
	retire(input?: Partial<RetireInput>): Promise<Orphans>;
	report(nodeId: number, jobId: number, fields?: Partial<FinishedReport>): Promise<string[]>;
	job(jobId: number): Record<string, unknown>;
	results(jobId: number): Record<string, unknown>[];
}

async function sampleWithJobs(jobs: object[] = [{}, {}]): Promise<Sample> {
	const sample = await sampleStore();
	const ids = await sample.addJobs(jobs);
	await sample.initialize();
	const workflowId = sample.id;
	const quiet = { run_id: 0, started: [], finished: [], holding: [], labels: [] };
	const one = { mode: "count", limit: 1, num_cpus: 1, memory_bytes: 0, num_gpus: 0, num_nodes: 1 } as const;
	const claim = async (computeNodeId: number): Promise<number> => {
		const sync = { workflowId, computeNodeId, ...quiet, offer: one };
		return (await sample.write((tx) => syncComputeNode(tx, sync))).jobs[0]?.id ?? 0;
	};
	const { reader } = sample.store;
	return {
		...sample,
		jobs: ids,
		claim,
		node: async (compute_node_type = "local") => {
			const machine = { hostname: "n1", pid: 5, num_cpus: 4, memory_gb: 8, num_gpus: 0, num_nodes: 1 };
			const life = { start_time: "2026-03-01T11:00:00Z", is_active: true, compute_node_type };
			const made = await sample.write((tx) => createComputeNode(tx, { workflow_id: workflowId, ...machine, ...life }));
			return made.id;
		},
		start: async (computeNodeId) => {
			const job_id = await claim(computeNodeId);
			const started = [{ job_id, attempt_id: 1, start_time: "2026-03-01T11:30:00.000Z" }];
			await sample.write((tx) => syncComputeNode(tx, { workflowId, computeNodeId, ...quiet, started }));
			return job_id;
		},
		beatAt: (nodeId, at) =>
			sample.write((tx) => tx.db.run("UPDATE compute_node SET heartbeat_at = ? WHERE id = ?", at, nodeId)),
		retire: (input = {}) => {
			const settings = { lost: [], unowned: false, resume: false, dryRun: false, serverStartedAt: 0 };
			return sample.write((tx) => retireNodes(tx, { workflowId, ...settings, ...input }));
		},
		report: async (computeNodeId, job_id, fields = {}) => {
			const finished = { job_id, run_id: 0, attempt_id: 1, status: "completed", return_code: 0, exec_time_minutes: 1 };
			const report = { ...finished, completion_time: "2026-03-01T11:50:00.000Z", ...fields };
			const sync = { workflowId, computeNodeId, ...quiet, finished: [report], on_behalf: true };
			return (await sample.write((tx) => syncComputeNode(tx, sync))).rejected.map(({ message }) => message);
		},
		job: (jobId) => reader.get("SELECT * FROM job WHERE id = ?", jobId) ?? {},
		results: (jobId) => reader.all("SELECT * FROM result WHERE job_id = ? ORDER BY id", jobId),
	};
}

test("a known loss: what ran is terminated with the cause and its time, what was claimed is ready, dependents wait", async () => {
	await using sample = await sampleWithJobs([{}, {}, {}]);
	const node = await sample.node();
	const other = await sample.node();
	const running = await sample.start(node);
	const claimed = await sample.claim(node);
	const elsewhere = await sample.start(other);
	await sample.beatAt(node, NOW - 10 * MINUTE);
	const lost = [{ compute_node_id: node, reason: "lost: its process has ended" }];
	expect(await sample.retire({ lost, dryRun: true })).toMatchObject({ nodes: [node], jobs: [{ job_id: running }, {}] });
	expect(sample.job(running).status).toBe("running");
	const found = await sample.retire({ lost });
	expect(found.jobs).toMatchObject([
		{ job_id: running, was: "running" },
		{ job_id: claimed, was: "pending" },
	]);
	expect(sample.job(running)).toMatchObject({ status: "terminated", attempt_id: 1, compute_node_id: null });
	expect(sample.job(claimed)).toMatchObject({ status: "ready", attempt_id: 1, compute_node_id: null });
	expect(sample.job(elsewhere).status).toBe("running");
	// Until 11:50:25, when the node would have been heard again.
	expect(sample.results(running)).toMatchObject([
		{ status: "terminated", return_code: LOST_CODE, cause: "node_loss", reason: "lost: its process has ended" },
	]);
	expect(sample.results(running)[0]?.exec_time_minutes).toBeCloseTo(20 + 25 / 60, 6);
	expect(await sample.retire({ lost })).toEqual({ nodes: [], jobs: [] });
});

test("heartbeats: only those of nodes that sent one, after the lease, and never while the server was away", async () => {
	await using sample = await sampleWithJobs();
	const beating = await sample.node();
	const silent = await sample.node();
	const job = await sample.start(beating);
	await sample.start(silent);
	await sample.beatAt(silent, null);
	await sample.beatAt(beating, NOW - 19 * MINUTE);
	expect((await sample.retire()).nodes).toEqual([]);
	await sample.beatAt(beating, NOW - 21 * MINUTE);
	expect((await sample.retire({ serverStartedAt: NOW - 19 * MINUTE })).nodes).toEqual([]);
	expect(await sample.retire()).toMatchObject({ nodes: [beating], jobs: [{ job_id: job }] });
	expect(sample.results(job)[0]?.reason).toBe("lost with node n1: no sign of life since 2026-03-01T11:39:00.000Z");
});

test("a Slurm node's heartbeat decides nothing: Slurm is asked", async () => {
	await using sample = await sampleWithJobs();
	const node = await sample.node("slurm");
	await sample.start(node);
	await sample.beatAt(node, NOW - 300 * MINUTE);
	expect((await sample.retire()).nodes).toEqual([]);
});

test("jobs of a node that signed off are left behind; jobs without a node only once no node is there", async () => {
	await using sample = await sampleWithJobs([{}, {}]);
	const node = await sample.node();
	const job = await sample.start(node);
	const unowned = sample.jobs.find((id) => id !== job) as number;
	await sample.write((tx) => tx.db.run("UPDATE job SET status = 'running' WHERE id = ?", unowned));
	expect((await sample.retire({ unowned: true })).jobs).toEqual([]);
	await sample.write((tx) => tx.db.run("UPDATE compute_node SET is_active = 0"));
	expect((await sample.retire({ dryRun: true })).jobs).toMatchObject([{ job_id: job }]);
	expect((await sample.retire({ unowned: true })).jobs).toHaveLength(2);
	expect(sample.job(unowned).status).toBe("terminated");
});

test("a node whose client never said that it is active has not signed off", async () => {
	await using sample = await sampleWithJobs([{}]);
	const job = await sample.start(await sample.node());
	await sample.write((tx) => tx.db.run("UPDATE compute_node SET is_active = NULL"));
	expect(await sample.retire({ unowned: true })).toEqual({ nodes: [], jobs: [] });
	expect(sample.job(job).status).toBe("running");
});

test("with resume the lost jobs go on as their next attempt", async () => {
	await using sample = await sampleWithJobs();
	const node = await sample.node();
	const job = await sample.start(node);
	await sample.retire({ lost: [{ compute_node_id: node, reason: "lost" }], resume: true });
	expect(sample.job(job)).toMatchObject({ status: "ready", attempt_id: 2, restart_count: 1, retry_count: 0 });
});

const LOST = (compute_node_id: number) => [{ compute_node_id, reason: "lost" }];

test.each([false, true])("the node's own report takes the place of an assumed end (resumed: %p)", async (resume) => {
	await using sample = await sampleWithJobs();
	const node = await sample.node();
	const job = await sample.start(node);
	await sample.retire({ lost: LOST(node), resume });
	expect(await sample.report(node, job)).toEqual([]);
	expect(sample.job(job)).toMatchObject({ status: "completed", attempt_id: 1, restart_count: 0 });
	expect(sample.results(job)).toMatchObject([{ status: "completed", attempt_id: 1 }]);
	expect(sample.store.reader.all("SELECT * FROM lost_work WHERE attempts > 0")).toEqual([]);
	expect(sample.store.reader.all("SELECT status, count FROM status_counter WHERE count <> 0")).toEqual([
		{ status: "completed", count: 1 },
		{ status: "ready", count: 1 },
	]);
	// The same once more is a repeat.
	expect(await sample.report(node, job)).toEqual([]);
	expect(sample.results(job)).toHaveLength(1);
});

test("once the job runs again elsewhere the report is late: kept as evidence, nothing changes", async () => {
	await using sample = await sampleWithJobs([{}]);
	const node = await sample.node();
	const job = await sample.start(node);
	await sample.retire({ lost: LOST(node), resume: true });
	await sample.claim(await sample.node());
	expect(await sample.report(node, job)).toMatchObject([expect.stringContaining("was given away")]);
	expect(sample.job(job)).toMatchObject({ status: "pending", attempt_id: 2 });
	expect(sample.results(job)).toMatchObject([{ return_code: LOST_CODE }]);
	const events = sample.store.reader.all<{ data: string }>("SELECT data FROM event");
	expect(events.map(({ data }) => JSON.parse(data).category)).toContain("late_report");
});

test("a node that is heard again has its jobs back, and drops those that run elsewhere; a delivery is no sign of life", async () => {
	await using sample = await sampleWithJobs([{}, {}, {}]);
	const node = await sample.node();
	const kept = await sample.start(node);
	const stolen = await sample.start(node);
	await sample.beatAt(node, NOW - 30 * MINUTE);
	await sample.retire({ resume: true });
	const quiet = { run_id: 0, started: [], finished: [], holding: [], labels: [] };
	const sync = (fields: object = {}) =>
		sample.write((tx) => syncComputeNode(tx, { workflowId: sample.id, computeNodeId: node, ...quiet, ...fields }));
	const isActive = () => sample.store.reader.get("SELECT is_active FROM compute_node WHERE id = ?", node)?.is_active;
	await sync({ on_behalf: true });
	expect(isActive()).toBe(0);
	// The stolen one goes to another node; continued jobs go first.
	const other = await sample.node();
	await sample.write((tx) => tx.db.run("UPDATE job SET priority = 9 WHERE id = ?", stolen));
	await sample.write((tx) => recount(tx, sample.id));
	expect(await sample.claim(other)).toBe(stolen);
	const { orders } = await sync();
	expect(orders).toEqual([{ order: "drop_job", job_id: stolen, attempt_id: 1 }]);
	expect(isActive()).toBe(1);
	expect(sample.job(kept)).toMatchObject({ status: "running", attempt_id: 1, compute_node_id: node, restart_count: 0 });
	expect(sample.job(kept).start_time).toBe("2026-03-01T11:30:00.000Z");
	expect(sample.results(kept)).toEqual([]);
	expect(await sample.report(node, kept)).toEqual([]);
	expect(sample.job(kept).status).toBe("completed");
	expect((await sync()).orders).toEqual([]);
});
