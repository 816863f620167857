// Dependency sets against the naive model, over random graphs with failures, cancels, terminations, retries and resets.
import { expect, test } from "bun:test";
import fc from "fast-check";
import type { EndStatus, JobStatus } from "../../src/core/job-status.ts";
import type { SqlRow } from "../../src/sqlite/database.ts";
import { completeJob } from "../../src/store/commands/attempts/complete-job.ts";
import { retryJob } from "../../src/store/commands/attempts/retry-job.ts";
import { startJob } from "../../src/store/commands/attempts/start-job.ts";
import { insertDraftWorkflow } from "../../src/store/commands/draft/draft-workflow.ts";
import { createJobs } from "../../src/store/commands/jobs/create-jobs.ts";
import { claimByCount } from "../../src/store/commands/nodes/claim-jobs.ts";
import { cancelWorkflow } from "../../src/store/commands/states/cancel-workflow.ts";
import { initializeJobs } from "../../src/store/commands/states/initialize-jobs.ts";
import { resetJobStatus } from "../../src/store/commands/states/reset-job-status.ts";
import { resetWorkflowStatus } from "../../src/store/commands/states/reset-workflow-status.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { NaiveModel } from "./naive-model.ts";

interface GraphJob {
	readonly cancels: boolean;
	/** Waits for these by name. */
	readonly explicit: readonly number[];
	/** Reads what these write. */
	readonly reads: readonly number[];
}

const user = "tester";
const MAX_JOBS = 12;

const graph = fc
	.array(
		fc.record({
			cancels: fc.boolean(),
			explicit: fc.array(fc.nat(MAX_JOBS), { maxLength: 4, size: "max" }),
			reads: fc.array(fc.nat(MAX_JOBS), { maxLength: 3, size: "max" }),
		}),
		{ minLength: 2, maxLength: MAX_JOBS, size: "max" },
	)
	.map((jobs): GraphJob[] =>
		jobs.map((job, index) => ({
			cancels: job.cancels,
			explicit: [...new Set(job.explicit)].filter((other) => other < index),
			reads: [...new Set(job.reads)].filter((other) => other < index),
		})),
	);

const step = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant("claim" as const), limit: fc.integer({ min: 1, max: 4 }) }) },
	{
		weight: 8,
		arbitrary: fc.record({
			kind: fc.constant("complete" as const),
			pick: fc.nat(),
			started: fc.boolean(),
			status: fc.constantFrom<EndStatus>(
				"completed",
				"completed",
				"failed",
				"terminated",
				"canceled",
				"pending_failed",
			),
			returnCode: fc.constantFrom(0, 1, 137),
		}),
	},
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant("retry" as const), pick: fc.nat() }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("reinitialize" as const) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("initialize" as const) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("resetFailed" as const) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test("every job has the state the naive model gives it, after every step", async () => {
	await fc.assert(
		fc.asyncProperty(graph, fc.array(step, { minLength: 15, maxLength: 60, size: "max" }), async (jobs, steps) => {
			await using store = openStore({ path: ":memory:" });
			const run = await Run.begin(store, jobs);
			for (const next of steps) {
				await run.apply(next);
				run.check(next);
			}
		}),
		{ numRuns: 300 },
	);
}, 120_000);

/** The store and the model side by side. */
class Run {
	private readonly store: Store;
	private readonly model: NaiveModel;
	private readonly workflowId: number;
	private readonly ids: readonly number[];
	private runId = 1;

	private constructor(store: Store, model: NaiveModel, workflowId: number, ids: readonly number[]) {
		this.store = store;
		this.model = model;
		this.workflowId = workflowId;
		this.ids = ids;
	}

	static async begin(store: Store, jobs: readonly GraphJob[]): Promise<Run> {
		const edges = jobs.map((job) => ({ cancels: job.cancels, dependsOn: [...job.explicit, ...job.reads] }));
		const model = new NaiveModel(edges);
		const { workflowId, ids } = await store.write((tx) => {
			const created = insertDraftWorkflow(tx, { name: "w", user }, null).workflowId;
			const files = jobs.map((_, index) => {
				const sql = "INSERT INTO file (workflow_id, name, path) VALUES (?, ?, ?)";
				return tx.db.insert(sql, created, `f${index}`, `f${index}`);
			});
			const made: number[] = [];
			for (const [index, job] of jobs.entries()) {
				made.push(
					...createJobs(tx, [
						{
							workflow_id: created,
							name: `j${index}`,
							command: "true",
							cancel_on_blocking_job_failure: job.cancels,
							depends_on_job_ids: job.explicit.map((other) => made[other] as number),
							input_file_ids: job.reads.map((other) => files[other] as number),
							output_file_ids: [files[index] as number],
						},
					]),
				);
			}
			return { workflowId: created, ids: made };
		});
		const run = new Run(store, model, workflowId, ids);
		await run.store.write((tx) => {
			resetWorkflowStatus(tx, workflowId, { force: false, user });
			initializeJobs(tx, workflowId, { onlyUninitialized: false, clearEphemeralUserData: false, user });
		});
		model.initialize(false);
		return run;
	}

	async apply(next: Step): Promise<void> {
		const { store, model, workflowId } = this;
		if (next.kind === "claim") {
			const expected = model.claim(next.limit).map((index) => this.ids[index]);
			if (model.canceled) return;
			const claim = { workflowId, limit: next.limit, labels: [], computeNodeId: null };
			const got = await store.write((tx) => claimByCount(tx, claim).map((job) => job.id));
			expect(got).toEqual(expected as number[]);
		} else if (next.kind === "complete") await this.complete(next);
		else if (next.kind === "retry") await this.retry(next.pick);
		else if (next.kind === "cancel") {
			model.cancelWorkflow();
			await store.write((tx) => cancelWorkflow(tx, workflowId, user));
		} else if (next.kind === "initialize") {
			// Within the run: clients that add jobs do so.
			model.initialize(false);
			const options = { onlyUninitialized: false, clearEphemeralUserData: false, user };
			await store.write((tx) => initializeJobs(tx, workflowId, options));
		} else await this.rerun(next.kind);
	}

	private async complete(next: Extract<Step, { kind: "complete" }>): Promise<void> {
		const index = this.pick(next.pick, ["pending", "running"]);
		if (index === null) return;
		const jobId = this.ids[index] as number;
		const { status, returnCode } = next;
		await this.store.write((tx) => {
			if (next.started && this.model.jobs[index]?.status === "pending") {
				startJob(tx, { jobId, runId: this.runId, computeNodeId: 1 });
			}
			const facts = { return_code: returnCode, status, exec_time_minutes: 0, completion_time: tx.timestamp };
			const result = { job_id: jobId, workflow_id: this.workflowId, run_id: this.runId, compute_node_id: 1, ...facts };
			completeJob(tx, { job_id: jobId, status, run_id: this.runId, result });
		});
		this.model.complete(index, status, returnCode);
	}

	private async retry(pick: number): Promise<void> {
		const index = this.pick(pick, ["failed", "terminated", "running"]);
		if (index === null || this.model.canceled) return;
		const jobId = this.ids[index] as number;
		await this.store.write((tx) => retryJob(tx, { jobId, runId: this.runId, maxRetries: 1_000 }));
		this.model.retry(index);
	}

	private async rerun(kind: "reinitialize" | "resetFailed" | "restart"): Promise<void> {
		const { store, model, workflowId } = this;
		const onlyUninitialized = kind !== "restart";
		await store.write((tx) => {
			resetWorkflowStatus(tx, workflowId, { force: true, user });
			if (kind !== "reinitialize") resetJobStatus(tx, workflowId, { failedOnly: kind === "resetFailed", user });
			initializeJobs(tx, workflowId, { onlyUninitialized, clearEphemeralUserData: false, user });
		});
		this.runId++;
		model.canceled = false;
		if (kind === "restart") model.resetAll();
		if (kind === "resetFailed") model.resetFailed();
		model.initialize(onlyUninitialized);
	}

	/** A job in one of the states; null when there is none. */
	private pick(number: number, statuses: readonly JobStatus[]): number | null {
		const found = [...this.ids.keys()].filter((index) =>
			statuses.includes(this.model.jobs[index]?.status as JobStatus),
		);
		return found.length === 0 ? null : (found[number % found.length] as number);
	}

	check(after: Step): void {
		const db = this.store.reader;
		const rows = db.all<{ status: JobStatus }>("SELECT status FROM job ORDER BY id");
		expect({ after: after.kind, statuses: rows.map((row) => row.status) }).toEqual({
			after: after.kind,
			statuses: this.model.statuses(),
		});
		expect(db.all(STORED_COUNTERS)).toEqual(db.all(COUNTED_STATUSES));
		expect(db.get(READY_GROUPS)).toEqual(db.get(READY_JOBS) as SqlRow);
		expect(db.all(WRONG_SETS)).toEqual([]);
		expect(db.all(WRONG_WAITERS)).toEqual([]);
	}
}

const STORED_COUNTERS = "SELECT status, count AS n FROM status_counter WHERE count <> 0 ORDER BY status";
const COUNTED_STATUSES = "SELECT status, count(*) AS n FROM job GROUP BY status ORDER BY status";
const READY_GROUPS = "SELECT coalesce(sum(count), 0) AS n FROM ready_group";
const READY_JOBS = "SELECT count(*) AS n FROM job WHERE status = 'ready'";
const WRONG_SETS = `SELECT s.id FROM dependency_set s WHERE s.open_count <> (SELECT count(*) FROM dependency_member m
	JOIN job j ON j.id = m.job_id WHERE m.set_id = s.id AND j.dependency_state = 'open')`;
const WRONG_WAITERS = `SELECT id FROM job j WHERE open_sets <> (SELECT count(*) FROM dependency_wait w
	JOIN dependency_set s ON s.id = w.set_id WHERE w.job_id = j.id AND s.open_count > 0)`;
