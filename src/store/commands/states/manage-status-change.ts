// Purpose: set a job's status by hand (2-states §2): any status but the complete ones, which only a completion gives.
// Taking a complete job back to uninitialized takes back its direct dependents that ended, too.
import { invalid, notFound } from "../../../core/errors.ts";
import { isComplete, type JobStatus } from "../../../core/job-status.ts";
import { countMove, findJobState, JOB_STATE_COLUMNS, type JobState } from "../../dependencies/job-state.ts";
import { propagate } from "../../dependencies/propagate.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { countTriggers } from "../actions/count-triggers.ts";
import { takeNextAttempt } from "../attempts/next-attempt.ts";
import { runMismatch } from "../attempts/run-mismatch.ts";
import { refuseArchived } from "../refuse-archived.ts";

/** Errors: 404; 422 for a complete status or another run. */
export function manageStatusChange(tx: Transaction, jobId: number, status: JobStatus, runId: number): void {
	const job = findJobState(tx.db, jobId);
	if (job === undefined) throw notFound("Job", jobId);
	const workflow = getWorkflowState(tx.db, job.workflow_id);
	refuseArchived(workflow);
	if (isComplete(status)) {
		throw invalid(`status '${status}' can only be reached by completing the job; use complete_job`, {
			field: "status",
			value: status,
		});
	}
	if (runId !== workflow.run_id) {
		throw runMismatch(runId, workflow.run_id);
	}
	if (status === job.status) return;
	const takeBack = isComplete(job.status) && status === "uninitialized" ? endedDependents(tx, jobId) : [];
	setStatus(tx, job, status);
	for (const dependent of takeBack) {
		const now = findJobState(tx.db, dependent.id);
		if (now) setStatus(tx, now, "uninitialized");
	}
	if (status !== "uninitialized") takeNextAttempt(tx, jobId, runId);
	if (status !== "ready") return;
	countTriggers(tx, "on_jobs_ready", [jobId]);
	tx.emit(job.workflow_id, "job_ready", { job_id: job.id, job_name: job.name }, "debug");
}

function setStatus(tx: Transaction, job: JobState, status: JobStatus): void {
	tx.db.run(isAtWork(status) ? SET_STATUS : SET_BACK, status, job.id);
	countMove(tx, job, status);
	propagate(tx, job.workflow_id, [{ jobId: job.id, from: job.dependency_state, to: "open" }]);
}

const isAtWork = (status: JobStatus): boolean => status === "pending" || status === "running";
const SET_STATUS = "UPDATE job SET status = ?, dependency_state = 'open' WHERE id = ?";
const SET_BACK =
	"UPDATE job SET status = ?, dependency_state = 'open', start_time = NULL, compute_node_id = NULL WHERE id = ?";

function endedDependents(tx: Transaction, jobId: number): JobState[] {
	return tx.db.all<JobState>(
		`SELECT ${JOB_STATE_COLUMNS} FROM job WHERE status IN ('completed', 'failed') AND id IN (
			SELECT w.job_id FROM dependency_member m JOIN dependency_wait w ON w.set_id = m.set_id WHERE m.job_id = ?)`,
		jobId,
	);
}
