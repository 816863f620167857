// Purpose: remove jobs. Whoever waited for them waits no longer than for the rest of its blockers.
import { notFound } from "../../../core/errors.ts";
import { dropEmptySets, recountSets } from "../../dependencies/dependency-sets.ts";
import { JOB_STATE_COLUMNS, type JobState, recount } from "../../dependencies/job-state.ts";
import { propagate, releaseJobs } from "../../dependencies/propagate.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { recountLostWork } from "../attempts/lost-work.ts";
import { recountResults } from "../attempts/store-result.ts";
import { refuseArchived } from "../refuse-archived.ts";

/** Error: 404. */
export function deleteJob(tx: Transaction, jobId: number): void {
	const row = tx.db.get<{ workflow_id: number }>("SELECT workflow_id FROM job WHERE id = ?", jobId);
	if (row === undefined) throw notFound("Job", jobId);
	refuseArchived(getWorkflowState(tx.db, row.workflow_id));
	tx.db.run("DELETE FROM job WHERE id = ?", jobId);
	settleAfterDeletion(tx, row.workflow_id);
}

/** Removes all jobs of a workflow; answers their number. */
export function deleteJobs(tx: Transaction, workflowId: number): number {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	const deleted = tx.db.run("DELETE FROM job WHERE workflow_id = ?", workflowId);
	settleAfterDeletion(tx, workflowId);
	return deleted;
}

function settleAfterDeletion(tx: Transaction, workflowId: number): void {
	dropEmptySets(tx.db, workflowId);
	recountSets(tx.db, workflowId);
	recount(tx, workflowId);
	recountResults(tx, workflowId);
	recountLostWork(tx, workflowId);
	const free = tx.db.all<JobState>(
		`SELECT ${JOB_STATE_COLUMNS} FROM job WHERE workflow_id = ? AND status = 'blocked' AND open_sets = 0`,
		workflowId,
	);
	propagate(tx, workflowId, releaseJobs(tx, workflowId, free));
}
