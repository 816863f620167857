// Purpose: run a job again as its next attempt (2-states §2). From running, failed or terminated; the budget counts
// attempts of the current run. Dependents that its end released, or canceled, wait again unless they have started.
import { invalid, notFound } from "../../../core/errors.ts";
import { countMove, findJobState, type JobState } from "../../dependencies/job-state.ts";
import { propagate } from "../../dependencies/propagate.ts";
import { restoreCanceled } from "../../dependencies/restore-canceled.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { createEvent } from "../store-event.ts";
import { runMismatch } from "./run-mismatch.ts";

export interface RetryInput {
	readonly jobId: number;
	readonly runId: number;
	/** Attempts in all, not retries; absent: the job's handler decides nothing, 3. */
	readonly maxRetries: number;
}

/** Errors: 404; 422 for an archived workflow, another run, another state, or a spent budget. */
export function retryJob(tx: Transaction, { jobId, runId, maxRetries }: RetryInput): void {
	const job = findJobState(tx.db, jobId);
	if (job === undefined) throw notFound("Job", jobId);
	const workflow = getWorkflowState(tx.db, job.workflow_id);
	refuseArchived(workflow);
	if (runId !== workflow.run_id) {
		throw runMismatch(runId, workflow.run_id);
	}
	if (job.status !== "running" && job.status !== "failed" && job.status !== "terminated") {
		throw invalid(`job_id=${jobId} has status=${job.status}; only a running, failed or terminated job can be retried`);
	}
	if (!mayRetry(job, runId, maxRetries)) {
		throw invalid(`job_id=${jobId} has used attempt ${attemptsInRun(job, runId)} of max_retries=${maxRetries}`, {
			field: "max_retries",
			value: maxRetries,
		});
	}
	applyRetry(tx, job, runId);
}

/** Attempts of this run so far, the present one included. */
export const attemptsInRun = (job: JobState, runId: number): number =>
	1 + (job.retry_run_id === runId ? job.retry_count : 0);

export const mayRetry = (job: JobState, runId: number, maxRetries: number): boolean =>
	attemptsInRun(job, runId) < maxRetries;

export function applyRetry(tx: Transaction, job: JobState, runId: number): void {
	tx.db.run(RETRY, attemptsInRun(job, runId), runId, job.id);
	countMove(tx, job, "ready");
	propagate(tx, job.workflow_id, [{ jobId: job.id, from: job.dependency_state, to: "open" }]);
	if (job.dependency_state === "bad") restoreCanceled(tx, job.workflow_id, job.id);
	const data = {
		event_type: "job_retried",
		job_id: job.id,
		job_name: job.name,
		previous_attempt: job.attempt_id,
		new_attempt: job.attempt_id + 1,
	};
	createEvent(tx, job.workflow_id, data);
	tx.emit(job.workflow_id, "job_retried", data);
}

const RETRY = `UPDATE job SET status = 'ready', attempt_id = attempt_id + 1, retry_count = ?, retry_run_id = ?,
	origin = coalesce(origin, 'retry'), dependency_state = 'open', start_time = NULL, compute_node_id = NULL WHERE id = ?`;
