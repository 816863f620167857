// Jobs that a running job adds.
import { expect, test } from "bun:test";
import { expectInvalid, type SampleStore, sampleStore } from "../../../../test/store/sample-store.ts";
import { getJob, listJobs } from "../../reads/jobs/jobs.ts";
import { startJob } from "../attempts/start-job.ts";
import { claimByCount } from "../nodes/claim-jobs.ts";
import { cancelWorkflow } from "../states/cancel-workflow.ts";
import { initializeJobs } from "../states/initialize-jobs.ts";
import { type SpawnedJob, spawnJobs } from "./spawn-jobs.ts";

/** A workflow whose only job `loop` runs. */
async function runningCaller(
	workflow: Parameters<typeof sampleStore>[0] = {},
): Promise<SampleStore & { caller: number }> {
	const sample = await sampleStore(workflow);
	const [caller = 0] = await sample.addJobs([{ name: "loop" }]);
	await sample.initialize();
	await start(sample, caller);
	return { ...sample, caller };
}

async function start(sample: SampleStore, jobId: number): Promise<void> {
	await sample.write((tx) => {
		claimByCount(tx, { workflowId: sample.id, limit: 100, labels: [], computeNodeId: null });
		startJob(tx, { jobId, runId: 0, computeNodeId: 1 });
	});
}

const spawn = (
	sample: SampleStore,
	callerId: number,
	jobs: readonly SpawnedJob[],
	more: { lineage?: string; state?: unknown } = {},
) => sample.write((tx) => spawnJobs(tx, { callerId, jobs, ...more }));

const statuses = (sample: SampleStore) =>
	Object.fromEntries(
		listJobs(sample.store.reader, { workflow_id: sample.id }).items.map((job) => [job.name, job.status]),
	);

const records = (sample: SampleStore) =>
	Object.fromEntries(
		sample.store.reader
			.all<{ name: string; data: string }>("SELECT name, data FROM user_data ORDER BY id")
			.map(({ name, data }) => [name, JSON.parse(data)]),
	);

test("spawned jobs wait for their caller and for each other, and are released by its completion", async () => {
	await using sample = await runningCaller({ env: { A: "1" } });
	const { caller } = sample;
	const outcome = await spawn(sample, caller, [
		{ name: "last", command: "echo last", depends_on: ["first", "loop"], cancel_on_blocking_job_failure: false },
		{ name: "first", command: "echo first", priority: 3, labels: ["b", "a"], supports_termination: true },
	]);
	expect(outcome.iteration).toBe(1);
	const [last = 0, first = 0] = outcome.spawned_job_ids;
	expect(getJob(sample.store.reader, first)).toMatchObject({
		status: "blocked",
		origin: "spawn",
		priority: 3,
		labels: ["a", "b"],
		supports_termination: true,
		cancel_on_blocking_job_failure: true,
		env: { A: "1", TORC_ORCHESTRATOR_LINEAGE_ID: "loop" },
		depends_on_job_ids: [caller],
	});
	expect(getJob(sample.store.reader, last)).toMatchObject({
		depends_on_job_ids: [caller, first],
		cancel_on_blocking_job_failure: false,
		supports_termination: false,
	});
	await sample.complete([caller]);
	expect(statuses(sample)).toEqual({ loop: "completed", last: "blocked", first: "ready" });
	await sample.complete([first]);
	expect(statuses(sample)).toMatchObject({ last: "ready" });
});

test("blockers that ended count as what they were: a failed one cancels", async () => {
	await using sample = await sampleStore();
	const [caller = 0, bad = 0, good = 0] = await sample.addJobs([{ name: "loop" }, { name: "bad" }, { name: "good" }]);
	await sample.initialize();
	await start(sample, caller);
	await sample.complete([bad], { status: "failed" });
	await sample.complete([good]);
	await spawn(sample, caller, [
		{ name: "after bad", command: "x", depends_on: ["bad"] },
		{ name: "after bad anyway", command: "x", depends_on: ["bad"], cancel_on_blocking_job_failure: false },
		{ name: "after good", command: "x", depends_on: ["good"] },
	]);
	await sample.complete([caller]);
	expect(statuses(sample)).toMatchObject({
		"after bad": "canceled",
		"after bad anyway": "ready",
		"after good": "ready",
	});
});

test("rounds are counted and recorded; the state of the end is kept", async () => {
	await using sample = await runningCaller();
	await spawn(sample, sample.caller, [{ name: "a", command: "x" }], { state: { x: 1 } });
	const second = await spawn(sample, sample.caller, [{ name: "b", command: "x" }]);
	expect(second.iteration).toBe(2);
	await spawn(sample, sample.caller, [{ name: "c", command: "x" }], { lineage: "lo_p" });
	expect(await spawn(sample, sample.caller, [])).toEqual({ spawned_job_ids: [], iteration: 2 });
	await spawn(sample, sample.caller, [], { state: "early" });
	expect(await spawn(sample, sample.caller, [], { state: "late" })).toEqual({ spawned_job_ids: [], iteration: 2 });
	expect(records(sample)).toEqual({
		__torc_lineage__loop__g000001: { generation: 1, spawn_count: 1, state: { x: 1 } },
		__torc_lineage__loop__g000002: { generation: 2, spawn_count: 1, state: null },
		__torc_lineage__lo_p__g000001: { generation: 1, spawn_count: 1, state: null },
		__torc_lineage__loop__final: { generation: 2, spawn_count: 0, state: "late", final: true },
	});
});

test("a repeat answers the old ids and changes nothing, also beyond the limit", async () => {
	await using sample = await runningCaller({ dynamic_jobs: { max_iterations: 1 } });
	const jobs = [
		{ name: "a", command: "x" },
		{ name: "b", command: "x" },
	];
	const first = await spawn(sample, sample.caller, jobs);
	expect(await spawn(sample, sample.caller, [...jobs].reverse())).toEqual({
		spawned_job_ids: [...first.spawned_job_ids].reverse(),
		iteration: 1,
	});
	await expectInvalid(spawn(sample, sample.caller, [{ name: "c", command: "x" }]), "limit of 1 iterations");
	expect(Object.keys(statuses(sample))).toEqual(["loop", "a", "b"]);
});

test.each<[string, SpawnedJob[]]>([
	[
		"Duplicate job name 'a'",
		[
			{ name: "a", command: "x" },
			{ name: "a", command: "y" },
		],
	],
	[
		"Some of the jobs exist",
		[
			{ name: "loop", command: "x" },
			{ name: "a", command: "y" },
		],
	],
	["depends on 'nobody'", [{ name: "a", command: "x", depends_on: ["nobody"] }]],
	["a → a", [{ name: "a", command: "x", depends_on: ["a"] }]],
	[
		"wait for each other",
		[
			{ name: "a", command: "x", depends_on: ["b"] },
			{ name: "b", command: "x", depends_on: ["a"] },
		],
	],
	["no resource requirements named 'big'", [{ name: "a", command: "x", resource_requirements: "big" }]],
	["no failure handler named 'h'", [{ name: "a", command: "x", failure_handler: "h" }]],
	["priority must be >= 0", [{ name: "a", command: "x", priority: -1 }]],
	["label", [{ name: "a", command: "x", labels: ["a,b"] }]],
])("refused, and nothing is left: %s", async (message, jobs) => {
	await using sample = await runningCaller();
	await expectInvalid(spawn(sample, sample.caller, jobs), message);
	expect(statuses(sample)).toEqual({ loop: "running" });
	expect(records(sample)).toEqual({});
});

test("only a running job may spawn", async () => {
	await using sample = await sampleStore();
	const [caller = 0] = await sample.addJobs([{ name: "loop" }]);
	await sample.initialize();
	await expectInvalid(spawn(sample, caller, [{ name: "a", command: "x" }]), "only a running job");
	await expect(spawn(sample, 99, [])).rejects.toThrow("Job not found with ID: 99");
});

test("a full initialize takes spawned jobs and their records away, a reinitialize keeps them", async () => {
	await using sample = await runningCaller();
	await spawn(sample, sample.caller, [{ name: "a", command: "x" }], { state: 1 });
	await sample.initialize();
	expect(Object.keys(statuses(sample))).toEqual(["loop", "a"]);
	await sample.complete([sample.caller, sample.caller + 1]);
	await sample.initialize(true);
	expect(Object.keys(records(sample))).toHaveLength(1);
	await sample.write((tx) =>
		initializeJobs(tx, sample.id, { onlyUninitialized: true, clearEphemeralUserData: true, user: "ada" }),
	);
	expect(records(sample)).toEqual({ __torc_lineage__loop__g000001: { generation: 1, spawn_count: 1, state: 1 } });
	await sample.initialize();
	expect(statuses(sample)).toEqual({ loop: "completed" });
	expect(records(sample)).toEqual({});
});

test("a job added while the workflow runs does not spoil the completion of its blocker", async () => {
	await using sample = await runningCaller();
	await sample.addJobs([{ name: "late", depends_on_job_ids: [sample.caller] }]);
	await sample.complete([sample.caller]);
	expect(statuses(sample)).toEqual({ loop: "completed", late: "uninitialized" });
	await sample.initialize(true);
	expect(statuses(sample)).toEqual({ loop: "completed", late: "ready" });
});

test("nor the cancellation of the workflow", async () => {
	await using sample = await runningCaller();
	await sample.addJobs([{ name: "late", depends_on_job_ids: [sample.caller] }]);
	await sample.write((tx) => cancelWorkflow(tx, sample.id, "ada"));
	expect(statuses(sample)).toEqual({ loop: "canceled", late: "uninitialized" });
});
