// Purpose: a terminated job goes on: ready again as its next attempt, no retry spent (4-runner §8, Continue).
// By itself where its checkpoint says so, as long as it makes progress; all of a workflow when it is submitted again.
// Dependents are not touched: to them a terminated job is as open as a ready one.
import { countMove, findJobState, JOB_STATE_COLUMNS, type JobState } from "../../dependencies/job-state.ts";
import type { Transaction } from "../../transaction.ts";
import { createEvent } from "../store-event.ts";
import type { ResultInput } from "./store-result.ts";

export interface Continuation {
	/** Ready again at once. */
	readonly continues: boolean;
	/** Restarts in a row without a newer checkpoint. */
	readonly idleRestarts: number;
	/** What the result says. */
	readonly reason: string | null;
}

const DEFAULT_LIMIT = 3;

/** Null: the job does not continue by itself. */
export function planContinuation(tx: Transaction, job: JobState, result: ResultInput): Continuation | null {
	const limit = autoResumeLimit(tx, job, result);
	if (limit === null) return null;
	const idleRestarts = idleRestartsAfter(job, result);
	if (idleRestarts <= limit) return { continues: true, idleRestarts, reason: result.reason ?? null };
	const stop = `not continued: ${limit} restarts in a row brought no newer checkpoint`;
	return { continues: false, idleRestarts, reason: result.reason ? `${result.reason}; ${stop}` : stop };
}

/** An attempt that was lost with its node (nobody saw it end) says nothing about progress. */
function idleRestartsAfter(job: JobState, { progress }: ResultInput): number {
	if (progress == null) return job.idle_restarts;
	return progress ? 0 : job.idle_restarts + 1;
}

export function settleContinuation(tx: Transaction, job: JobState, plan: Continuation): void {
	if (plan.continues) {
		continueJob(tx, job, plan.idleRestarts);
		// It ended because this node has no time for it, or none that it could use: another one has.
		tx.db.run("UPDATE job SET left_node_id = ? WHERE id = ?", job.compute_node_id, job.id);
	} else {
		tx.db.run("UPDATE job SET idle_restarts = ? WHERE id = ?", plan.idleRestarts, job.id);
		const facts = { job_id: job.id, job_name: job.name, restarts_without_progress: plan.idleRestarts };
		createEvent(tx, job.workflow_id, { category: "restart_limit", ...facts, message: plan.reason });
	}
}

/** Answers how many. */
export function continueTerminatedJobs(tx: Transaction, workflowId: number): number {
	const jobs = tx.db.all<JobState>(TERMINATED, workflowId);
	for (const job of jobs) continueJob(tx, job, 0);
	return jobs.length;
}

/** Nothing happens to a job that goes on already. */
export function continueTerminatedJob(tx: Transaction, jobId: number): void {
	const job = findJobState(tx.db, jobId);
	if (job?.status === "terminated") continueJob(tx, job, job.idle_restarts);
}

const TERMINATED = `SELECT ${JOB_STATE_COLUMNS} FROM job WHERE workflow_id = ? AND status = 'terminated'`;

function continueJob(tx: Transaction, job: JobState, idleRestarts: number): void {
	tx.db.run(CONTINUE, idleRestarts, job.id);
	countMove(tx, { ...job, restart_count: job.restart_count + 1, claim_class: job.claim_class | 2 }, "ready");
	const data = { job_id: job.id, job_name: job.name, attempt_id: job.attempt_id + 1 };
	tx.emit(job.workflow_id, "job_ready", data, "debug");
}

const CONTINUE = `UPDATE job SET status = 'ready', attempt_id = attempt_id + 1, restart_count = restart_count + 1,
	idle_restarts = ?, start_time = NULL, compute_node_id = NULL WHERE id = ?`;

interface Settings {
	readonly checkpoint: string | null;
	readonly failure_handler_id: number | null;
}

/** The number of restarts without progress that are allowed; null when the job does not continue by itself. */
function autoResumeLimit(tx: Transaction, job: JobState, result: ResultInput): number | null {
	const sql = "SELECT checkpoint, failure_handler_id FROM job WHERE id = ?";
	const { checkpoint, failure_handler_id } = tx.db.get<Settings>(sql, job.id) as Settings;
	if (checkpoint !== null) {
		const { resume, max_restarts_without_progress } = JSON.parse(checkpoint) as Record<string, unknown>;
		if (resume === "auto") return Number(max_restarts_without_progress ?? DEFAULT_LIMIT);
	}
	return isOldRecipe(tx, job, failure_handler_id, result.return_code) ? DEFAULT_LIMIT : null;
}

/** Existing Torc's recipe: a termination signal for steps, and a handler that lists the code the job then ends with. */
function isOldRecipe(tx: Transaction, job: JobState, handlerId: number | null, code: number): boolean {
	if (handlerId === null) return false;
	const workflow = tx.db.get<{ execution_config: string | null }>(
		"SELECT execution_config FROM workflow WHERE id = ?",
		job.workflow_id,
	);
	const config = JSON.parse(workflow?.execution_config ?? "{}") as { readonly srun_termination_signal?: string | null };
	if (!config.srun_termination_signal) return false;
	const handler = tx.db.get<{ rules: string }>("SELECT rules FROM failure_handler WHERE id = ?", handlerId);
	const rules = JSON.parse(handler?.rules ?? "[]") as readonly { readonly exit_codes?: readonly number[] }[];
	return rules.some((rule) => rule.exit_codes?.includes(code));
}
