// Purpose: a job has ended; store its result, end the job, release or cancel its dependents.
// Input: the status and run of the path, the result of the body. Outcome: the job's id, or a coded error (2-states §5.5).
// Caveat: the run is checked before anything is stored, so a stale report leaves no stray result.
import { invalid, notFound, TorcError } from "../../../core/errors.ts";
import { dependencyState, type EndStatus, isComplete, isEndReport, type JobStatus } from "../../../core/job-status.ts";
import { countMove, type DependencyChange, findJobState, type JobState } from "../../dependencies/job-state.ts";
import { getWorkflowState, type WorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { createEvent } from "../store-event.ts";
import { planContinuation, settleContinuation } from "./continue-job.ts";
import { finishRound } from "./finish-round.ts";
import { runMismatch } from "./run-mismatch.ts";
import { type ResultInput, storeCurrentResult } from "./store-result.ts";

/** A result as clients send it: the attempt may be left out. */
export type CompletionResult = Omit<ResultInput, "attempt_id"> & { readonly attempt_id?: number | null | undefined };

export interface Completion {
	readonly job_id: number;
	readonly status: JobStatus;
	readonly run_id: number;
	readonly result: CompletionResult;
}

/** Answers the completed job's id. */
export function completeJob(tx: Transaction, completion: Completion): number {
	const job = findJobState(tx.db, completion.job_id);
	if (job === undefined) throw notFound("Job", completion.job_id);
	const workflow = getWorkflowState(tx.db, job.workflow_id);
	const change = endJob(tx, workflow, job, completion);
	finishRound(tx, job.workflow_id, [job.id], [change]);
	return job.id;
}

export interface BatchOutcome {
	readonly completed: number[];
	readonly errors: { readonly job_id: number; readonly message: string }[];
}

/** Completes many jobs of one workflow; a bad entry does not stop the others. */
export function batchCompleteJobs(
	tx: Transaction,
	workflowId: number,
	completions: readonly Completion[],
): BatchOutcome {
	const workflow = getWorkflowState(tx.db, workflowId);
	const outcome: BatchOutcome = { completed: [], errors: [] };
	const changes: DependencyChange[] = [];
	for (const completion of completions) {
		try {
			const job = findJobState(tx.db, completion.job_id);
			if (job === undefined) throw notFound("Job", completion.job_id);
			if (job.workflow_id !== workflowId) {
				throw invalid(`job_id=${job.id} belongs to workflow_id=${job.workflow_id}, not to ${workflowId}`, {
					field: "job_id",
				});
			}
			changes.push(endJob(tx, workflow, job, completion));
			outcome.completed.push(job.id);
		} catch (error) {
			if (!(error instanceof TorcError)) throw error;
			outcome.errors.push({ job_id: completion.job_id, message: error.message });
		}
	}
	finishRound(tx, workflowId, outcome.completed, changes);
	return outcome;
}

/** Checks and ends one job without propagating; throws before the first change. */
export function endJob(
	tx: Transaction,
	workflow: WorkflowState,
	job: JobState,
	completion: Completion,
): DependencyChange {
	const { status, result } = completion;
	checkReport(workflow, job, completion);
	if (!isEndReport(status))
		throw invalid(`status '${status}' is not one a job can complete with`, { field: "status", value: status });
	if (isComplete(job.status) && !mayStillComplete(tx, workflow, job)) {
		throw invalid(`job_id=${job.id} is already complete with status=${job.status}`);
	}
	if (job.status === "disabled" || job.status === "pending_failed") {
		throw invalid(`job_id=${job.id} has status=${job.status} and cannot be completed`);
	}
	return applyEnd(tx, job, status, { ...result, attempt_id: result.attempt_id ?? job.attempt_id });
}

function checkReport(workflow: WorkflowState, job: JobState, { status, run_id, result }: Completion): void {
	if (run_id !== workflow.run_id) {
		throw runMismatch(run_id, workflow.run_id);
	}
	const belongs = { job_id: job.id, workflow_id: job.workflow_id, status, run_id } as const;
	const wrong = (Object.keys(belongs) as (keyof typeof belongs)[]).filter((field) => result[field] !== belongs[field]);
	if (wrong.length === 0) return;
	const differences = wrong.map((field) => `${field} ${result[field]} is not ${belongs[field]}`);
	throw invalid(`The result does not belong to the completion: ${differences.join(", ")}`, { field: wrong[0] });
}

/**
 * A job canceled by the cascade has no result in this run; a report with the current run proves that it ran
 * (2-states §2, Unblocking). Jobs canceled with their workflow stay canceled.
 */
function mayStillComplete(tx: Transaction, workflow: WorkflowState, job: JobState): boolean {
	if (job.status !== "canceled" || workflow.is_canceled === 1) return false;
	return (
		tx.db.get("SELECT 1 AS yes FROM result WHERE job_id = ? AND run_id = ?", job.id, workflow.run_id) === undefined
	);
}

/** Stores the result and moves the job to its end status; answers what that means to dependents. */
export function applyEnd(tx: Transaction, job: JobState, status: EndStatus, result: ResultInput): DependencyChange {
	const continuation = status === "terminated" ? planContinuation(tx, job, result) : null;
	const resultId = storeCurrentResult(tx, { ...result, reason: continuation?.reason ?? result.reason }, job.result_id);
	const state = dependencyState(status, result.return_code);
	tx.db.run(END, status, resultId, state, job.id);
	countMove(tx, job, status);
	const data = { job_id: job.id, job_name: job.name, status, return_code: result.return_code };
	tx.emit(job.workflow_id, `job_${status}`, data, SEVERITY[status]);
	if (status === "terminated") recordTermination(tx, job, result);
	if (continuation)
		settleContinuation(tx, { ...job, status, result_id: resultId, dependency_state: state }, continuation);
	return { jobId: job.id, from: job.dependency_state, to: state };
}

/** Stored, for the accounting of lost work (3-rest-api §5). */
function recordTermination(tx: Transaction, job: JobState, result: ResultInput): void {
	const { return_code, signal, reason, cause, exec_time_minutes, attempt_id, run_id } = result;
	const facts = { return_code, signal, reason, cause, exec_time_minutes, attempt_id, run_id };
	createEvent(tx, job.workflow_id, { category: "job_terminated", job_id: job.id, job_name: job.name, ...facts });
}

const END = `UPDATE job SET status = ?, result_id = ?, dependency_state = ?, start_time = NULL, compute_node_id = NULL
	WHERE id = ?`;

const SEVERITY = {
	completed: "info",
	failed: "error",
	terminated: "warning",
	canceled: "warning",
	pending_failed: "info",
} as const;
