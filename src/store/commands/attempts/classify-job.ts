// Purpose: judge a failure that waits to be classified (2-states §2): run the job again as its next attempt, whatever
// retries are spent, or let it be failed, with all that means to its dependents. A stored event keeps who said it and why.
import { invalid, notFound } from "../../../core/errors.ts";
import { dependencyState } from "../../../core/job-status.ts";
import { countMove, findJobState, type JobState } from "../../dependencies/job-state.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { createEvent } from "../store-event.ts";
import { finishRound } from "./finish-round.ts";
import { applyRetry } from "./retry-job.ts";
import { runMismatch } from "./run-mismatch.ts";

export interface Classification {
	readonly jobId: number;
	readonly runId: number;
	readonly action: "retry" | "fail";
	readonly reason: string | null;
	readonly user: string;
}

/** Errors: 404; 422 for another run, an archived workflow, or a job that does not wait to be classified. */
export function classifyJob(tx: Transaction, { jobId, runId, action, reason, user }: Classification): void {
	const job = findJobState(tx.db, jobId);
	if (job === undefined) throw notFound("Job", jobId);
	const workflow = getWorkflowState(tx.db, job.workflow_id);
	refuseArchived(workflow);
	if (runId !== workflow.run_id) throw runMismatch(runId, workflow.run_id);
	if (job.status !== "pending_failed") {
		throw invalid(`job_id=${jobId} has status=${job.status}; only a pending_failed job waits to be classified`);
	}
	const data = { category: "classification", job_id: jobId, job_name: job.name, action, reason, user };
	createEvent(tx, job.workflow_id, data);
	if (action === "retry") applyRetry(tx, job, runId);
	else fail(tx, job);
}

function fail(tx: Transaction, job: JobState): void {
	tx.db.run("UPDATE result SET status = 'failed' WHERE id = ?", job.result_id);
	const result = tx.db.get<{ return_code: number }>("SELECT return_code FROM result WHERE id = ?", job.result_id);
	const returnCode = result?.return_code ?? null;
	const state = dependencyState("failed", returnCode);
	tx.db.run("UPDATE job SET status = 'failed', dependency_state = ? WHERE id = ?", state, job.id);
	countMove(tx, job, "failed");
	const data = { job_id: job.id, job_name: job.name, status: "failed", return_code: returnCode };
	tx.emit(job.workflow_id, "job_failed", data, "error");
	finishRound(tx, job.workflow_id, [job.id], [{ jobId: job.id, from: job.dependency_state, to: state }]);
}
