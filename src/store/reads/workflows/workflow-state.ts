// The few facts about a workflow that transitions depend on, and its completeness from the counters.
import { notFound } from "../../../core/errors.ts";
import { isEnded, type JobStatus } from "../../../core/job-status.ts";
import type { Database } from "../../../sqlite/database.ts";

export interface WorkflowState {
	readonly id: number;
	readonly user: string;
	readonly run_id: number;
	readonly is_canceled: number;
	readonly is_archived: number;
	readonly env: string | null;
	readonly jobs_sort_method: string | null;
	readonly use_pending_failed: number;
	readonly enable_ro_crate: number;
}

const BY_ID = `SELECT id, user, run_id, is_canceled, is_archived, env, jobs_sort_method, use_pending_failed, enable_ro_crate
	FROM workflow WHERE id = ?`;

/** Error: 404 `Workflow not found with ID: 7`. */
export function getWorkflowState(db: Database, workflowId: number): WorkflowState {
	const row = db.get<WorkflowState>(BY_ID, workflowId);
	if (row === undefined) throw notFound("Workflow", workflowId);
	return row;
}

/** Number of jobs per status; statuses without jobs are absent. */
export function countByStatus(db: Database, workflowId: number): Map<JobStatus, number> {
	const counts = new Map<JobStatus, number>();
	for (const row of db.all<{ status: JobStatus; count: number }>(COUNTERS, workflowId))
		counts.set(row.status, row.count);
	return counts;
}

const COUNTERS = "SELECT status, count FROM status_counter WHERE workflow_id = ? AND count > 0";

/** No job is outside the ended states (2-states §3); a canceled workflow is complete by definition, see the caller. */
export function allEnded(counts: ReadonlyMap<JobStatus, number>): boolean {
	for (const status of counts.keys()) if (!isEnded(status)) return false;
	return true;
}
