// The columns of a job that its transitions look at, and the counters each change of status moves.
import type { DependencyState, JobStatus } from "../../core/job-status.ts";
import type { Database } from "../../sqlite/database.ts";
import type { Transaction } from "../transaction.ts";

export interface JobState {
	readonly id: number;
	readonly workflow_id: number;
	readonly name: string;
	readonly status: JobStatus;
	readonly priority: number;
	readonly labels: string;
	readonly resource_requirements_id: number;
	readonly scheduler_id: number | null;
	readonly attempt_id: number;
	readonly retry_count: number;
	readonly retry_run_id: number;
	readonly restart_count: number;
	readonly idle_restarts: number;
	readonly claim_class: number;
	readonly origin: string | null;
	readonly start_time: string | null;
	readonly compute_node_id: number | null;
	readonly result_id: number | null;
	readonly dependency_state: DependencyState;
	readonly open_sets: number;
	readonly cancel_on_blocking_job_failure: number;
}

export const JOB_STATE_COLUMNS = `id, workflow_id, name, status, priority, labels, resource_requirements_id, scheduler_id,
	attempt_id, retry_count, retry_run_id, restart_count, idle_restarts, claim_class, origin, start_time, compute_node_id, result_id,
	dependency_state, open_sets, cancel_on_blocking_job_failure`;

const BY_ID = `SELECT ${JOB_STATE_COLUMNS} FROM job WHERE id = ?`;

export function findJobState(db: Database, jobId: number): JobState | undefined {
	return db.get<JobState>(BY_ID, jobId);
}

/** A job's effect on sets it is a member of, to be propagated to its dependents. */
export interface DependencyChange {
	readonly jobId: number;
	readonly from: DependencyState;
	readonly to: DependencyState;
}

/** Moves the counters from the job's present status to another; the row itself is changed by the caller. */
export function countMove(tx: Transaction, job: JobState, to: JobStatus): void {
	if (job.status === to) return;
	tx.countStatus(job.workflow_id, job.status, -1);
	tx.countStatus(job.workflow_id, to, 1);
	if (job.status === "ready") tx.countReady(job, -1);
	if (to === "ready") tx.countReady(job, 1);
}

/** Counts the workflow's jobs afresh, after changes of many rows at once. */
export function recount(tx: Transaction, workflowId: number): void {
	tx.settleCounters();
	tx.db.run("DELETE FROM status_counter WHERE workflow_id = ?", workflowId);
	tx.db.run(
		"INSERT INTO status_counter SELECT workflow_id, status, count(*) FROM job WHERE workflow_id = ? GROUP BY status",
		workflowId,
	);
	tx.db.run("DELETE FROM ready_group WHERE workflow_id = ?", workflowId);
	tx.db.run(
		`INSERT INTO ready_group
			SELECT workflow_id, resource_requirements_id, coalesce(scheduler_id, 0), labels, priority, claim_class, count(*)
			FROM job WHERE workflow_id = ? AND status = 'ready'
			GROUP BY resource_requirements_id, scheduler_id, labels, priority, claim_class`,
		workflowId,
	);
}
