// Actions: triggers counted, taken once, changed and deleted.
import { expect, test } from "bun:test";
import { expectInvalid, sampleStore } from "../../../../test/store/sample-store.ts";
import { listActions, listPendingActions } from "../../reads/records/actions.ts";
import { classifyJob } from "../attempts/classify-job.ts";
import { claimByCount } from "../nodes/claim-jobs.ts";
import { cancelWorkflow } from "../states/cancel-workflow.ts";
import { createWorkflow } from "../workflows.ts";
import { claimAction, createAction, deleteAction, type NewAction, updateAction } from "./actions.ts";

const COMMANDS = { action_type: "run_commands", action_config: { commands: ["true"] } };

test("required triggers follow from the jobs; the other counters are stored as sent", async () => {
	await using sample = await sampleStore();
	const create = (action: Partial<NewAction>) =>
		sample.write((tx) => createAction(tx, sample.id, { trigger_type: "on_jobs_ready", ...COMMANDS, ...action }));
	expect(await create({ job_ids: [4, 5, 4] })).toMatchObject({
		job_ids: [4, 5],
		required_triggers: 2,
		trigger_count: 0,
		executed: false,
		persistent: false,
	});
	expect(await create({ trigger_type: "on_workflow_start", job_ids: null })).toMatchObject({
		required_triggers: 1,
		job_ids: null,
	});
	await create({ job_ids: [6], trigger_count: 1, is_recovery: true });
	const pending = listPendingActions(sample.store.reader, sample.id, null);
	expect(pending).toMatchObject([{ job_ids: [6], is_recovery: true }]);
	expect(listPendingActions(sample.store.reader, sample.id, ["on_workflow_start"])).toEqual([]);
	expect(listActions(sample.store.reader, sample.id)).toHaveLength(3);
	await expectInvalid(create({ trigger_type: "on_moon" }), "Unknown trigger_type 'on_moon'");
	await expectInvalid(create({ action_type: "dance" }), "Unknown action_type");
	await expectInvalid(create({ action_config: [] }), "must be an object");
	await expectInvalid(create({ action_config: { commands: [] } }), "non-empty list");
});

test("an action becomes pending with its last job, each job counting once", async () => {
	await using sample = await sampleStore();
	const { id, store } = sample;
	const [a, b] = (await sample.addJobs([{}, {}])) as [number, number];
	const [c] = (await sample.addJobs([{ name: "c", depends_on_job_ids: [a, b] }])) as [number];
	const create = (trigger_type: string, job_ids: number[]) =>
		sample.write((tx) => createAction(tx, id, { trigger_type, job_ids, ...COMMANDS }));
	const ready = await create("on_jobs_ready", [c]);
	const complete = await create("on_jobs_complete", [a, b]);
	await sample.initialize();
	const pending = () => listPendingActions(store.reader, id, null).map((action) => action.id);
	expect(pending()).toEqual([]);
	await sample.complete([a]);
	expect(pending()).toEqual([]);
	await sample.complete([b]);
	expect(pending()).toEqual([ready.id, complete.id]);
});

test("a failure that waits to be classified counts as ended when it is judged", async () => {
	await using sample = await sampleStore();
	const [job = 0] = await sample.addJobs([{}]);
	const action = { trigger_type: "on_jobs_complete", job_ids: [job], ...COMMANDS };
	await sample.write((tx) => createAction(tx, sample.id, action));
	await sample.initialize();
	const pending = () => listPendingActions(sample.store.reader, sample.id, null).length;
	await sample.complete([job], { status: "pending_failed" });
	expect(pending()).toBe(0);
	await sample.write((tx) => classifyJob(tx, { jobId: job, runId: 0, action: "fail", reason: null, user: "ada" }));
	expect(pending()).toBe(1);
});

test("a job that was stopped in time counts when it has gone on to its end", async () => {
	await using sample = await sampleStore();
	const [job = 0] = await sample.addJobs([{}]);
	const action = { trigger_type: "on_jobs_complete", job_ids: [job], ...COMMANDS };
	await sample.write((tx) => createAction(tx, sample.id, action));
	await sample.initialize();
	const pending = () => listPendingActions(sample.store.reader, sample.id, null).length;
	await sample.complete([job], { status: "terminated" });
	expect(pending()).toBe(0);
	await sample.initialize(true);
	await sample.complete([job]);
	expect(pending()).toBe(1);
});

test("jobs canceled with their workflow count as ended", async () => {
	await using sample = await sampleStore();
	const [a = 0] = await sample.addJobs([{}]);
	const action = { trigger_type: "on_jobs_complete", job_ids: [a], ...COMMANDS };
	await sample.write((tx) => createAction(tx, sample.id, action));
	await sample.initialize();
	await sample.write((tx) => {
		claimByCount(tx, { workflowId: sample.id, limit: 1, labels: [], computeNodeId: null });
		cancelWorkflow(tx, sample.id, "ada");
	});
	expect(listPendingActions(sample.store.reader, sample.id, null)).toHaveLength(1);
});

test("one takes it, the others are told; a persistent one is everybody's, once", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const create = (fields: object) =>
		write((tx) => createAction(tx, id, { trigger_type: "on_worker_start", ...COMMANDS, ...fields }));
	const action = await create({});
	const claim = (actionId: number, node: number | null) => write((tx) => claimAction(tx, id, actionId, node));
	expect(await claim(action.id, 3)).toEqual({ claimed: true, action_id: action.id });
	expect(listActions(store.reader, id)).toMatchObject([
		{ executed: true, executed_by: 3, executed_at: "2026-03-01T12:00:00.000Z" },
	]);
	await expect(claim(action.id, 4)).rejects.toMatchObject({ kind: "conflict", details: { claimed: false } });
	const persistent = await create({ persistent: true });
	expect((await claim(persistent.id, 3)).claimed).toBe(true);
	expect((await claim(persistent.id, 3)).claimed).toBe(false);
	expect((await claim(persistent.id, 4)).claimed).toBe(true);
	expect((await claim(persistent.id, null)).claimed).toBe(true);
	expect(listActions(store.reader, id)[1]?.executed).toBe(false);
	const other = await write((tx) => createWorkflow(tx, { name: "o", user: "u" }, null));
	await expect(write((tx) => claimAction(tx, other, action.id, null))).rejects.toMatchObject({ kind: "not_found" });
});

test("changes merge into the configuration", async () => {
	await using sample = await sampleStore();
	const { id, write } = sample;
	const schedule = { scheduler_type: "slurm", scheduler_id: 404, num_allocations: 1 };
	const action = await write((tx) =>
		createAction(tx, id, {
			trigger_type: "on_workflow_start",
			action_type: "schedule_nodes",
			action_config: schedule,
		}),
	);
	const update = (patch: unknown) => write((tx) => updateAction(tx, id, action.id, patch));
	expect((await update({ num_allocations: 3, max_parallel_jobs: 2 })).action_config).toEqual({
		...schedule,
		num_allocations: 3,
		max_parallel_jobs: 2,
	});
	await expectInvalid(update({}), "no fields to update");
	await expectInvalid(update([]), "must be an object");
	await expectInvalid(update({ commands: ["x"] }), "Unknown keys for schedule_nodes: commands");
	await write((tx) => deleteAction(tx, id, action.id));
	await expect(update({ num_allocations: 1 })).rejects.toThrow(`WorkflowAction not found with ID: ${action.id}`);
});
