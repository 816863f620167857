// A store in memory with one workflow, for tests of its reads and commands.
import { expect } from "bun:test";
import { completeJob } from "../../src/store/commands/attempts/complete-job.ts";
import { createJobs, type NewJob } from "../../src/store/commands/jobs/create-jobs.ts";
import { claimByCount } from "../../src/store/commands/nodes/claim-jobs.ts";
import { initializeJobs } from "../../src/store/commands/states/initialize-jobs.ts";
import { createWorkflow, type WorkflowInput } from "../../src/store/commands/workflows.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import type { Transaction } from "../../src/store/transaction.ts";

export interface SampleStore extends AsyncDisposable {
	readonly store: Store;
	/** The sample workflow. */
	readonly id: number;
	write<T>(command: (tx: Transaction) => T): Promise<T>;
	/** Adds jobs that run `true`; a job without a name is called by its place. */
	addJobs(jobs: readonly Partial<NewJob>[]): Promise<number[]>;
	initialize(onlyUninitialized?: boolean): Promise<void>;
	/** Claims and completes jobs by their ids; each took `minutes` and ended at `end`. */
	complete(jobIds: readonly number[], options?: CompletionOptions): Promise<void>;
}

export interface CompletionOptions {
	readonly status?: "completed" | "failed" | "terminated" | "pending_failed";
	readonly minutes?: number;
	readonly end?: string;
	readonly runId?: number;
}

export async function sampleStore(workflow: Partial<WorkflowInput> = {}): Promise<SampleStore> {
	const store = openStore({ path: ":memory:", clock: () => new Date("2026-03-01T12:00:00Z") });
	const write = <T>(command: (tx: Transaction) => T): Promise<T> => store.write(command);
	const id = await write((tx) => createWorkflow(tx, { name: "sample", user: "ada", ...workflow }, null));
	return {
		store,
		id,
		write,
		addJobs: (jobs) =>
			write((tx) =>
				createJobs(
					tx,
					jobs.map((job, index) => ({ workflow_id: id, name: `job${index}`, command: "true", ...job })),
				),
			),
		initialize: (onlyUninitialized = false) =>
			write((tx) => initializeJobs(tx, id, { onlyUninitialized, clearEphemeralUserData: false, user: "ada" })),
		complete: (jobIds, options = {}) => write((tx) => completeAll(tx, id, jobIds, options)),
		[Symbol.asyncDispose]: () => store.close(),
	};
}

function completeAll(tx: Transaction, workflowId: number, jobIds: readonly number[], options: CompletionOptions): void {
	const { status = "completed", minutes = 1, end = "2026-03-01T11:00:00Z", runId = 0 } = options;
	claimByCount(tx, { workflowId, limit: 1000, labels: [], computeNodeId: null });
	for (const job_id of jobIds) {
		const result = {
			workflow_id: workflowId,
			job_id,
			run_id: runId,
			compute_node_id: 1,
			return_code: status === "completed" ? 0 : 1,
			status,
			exec_time_minutes: minutes,
			completion_time: end,
		};
		completeJob(tx, { job_id, status, run_id: runId, result });
	}
}

/** The 422 that a command answers with this text in its message. */
export async function expectInvalid(outcome: Promise<unknown>, text: string): Promise<void> {
	await expect(outcome).rejects.toMatchObject({ kind: "invalid", message: expect.stringContaining(text) });
}
