// Purpose: results that clients store, change and delete themselves (2-states §1): any run; the newest becomes the
// job's current one. The job's status stays as it is. Also Slurm's figures of an attempt.
import { invalid, notFound } from "../../../core/errors.ts";
import { findJobState, type JobState } from "../../dependencies/job-state.ts";
import { getRecord, type StoredRecord, updateRecord } from "../../reads/records/record-table.ts";
import { RESULTS, SLURM_STATS } from "../../reads/records/record-tables.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import type { CompletionResult } from "../attempts/complete-job.ts";
import { forgetLoss, recountLostWork, settleLoss } from "../attempts/lost-work.ts";
import { recountResults, storeCurrentResult } from "../attempts/store-result.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { createRecord, type NewRecord, removeRecord, removeRecords } from "./records.ts";

/** Answers the id. Errors: 404 unknown job; 422 for another workflow's job or a second result of the same attempt. */
export function createResult(tx: Transaction, result: CompletionResult): number {
	const job = jobOfResult(tx, result);
	const id = storeCurrentResult(tx, { ...result, attempt_id: result.attempt_id ?? job.attempt_id }, job.result_id);
	tx.db.run("UPDATE job SET result_id = ? WHERE id = ?", id, job.id);
	return id;
}

/** Answers the record with its id. Errors: 404 unknown job; 422 for another workflow's job. */
export function createSlurmStats(tx: Transaction, stats: NewRecord & { readonly job_id: number }): StoredRecord {
	jobOfResult(tx, stats);
	return createRecord(tx, SLURM_STATS, stats);
}

function jobOfResult(tx: Transaction, result: { readonly job_id: number; readonly workflow_id: number }): JobState {
	refuseArchived(getWorkflowState(tx.db, result.workflow_id));
	const job = findJobState(tx.db, result.job_id);
	if (job === undefined) throw notFound("Job", result.job_id);
	if (job.workflow_id !== result.workflow_id) {
		throw invalid(`job_id=${job.id} belongs to workflow_id=${job.workflow_id}, not to ${result.workflow_id}`, {
			field: "job_id",
			value: job.id,
		});
	}
	return job;
}

/** Errors: 404; 422 for another job's or workflow's id, or the run and attempt of another result. */
export function updateResult(
	tx: Transaction,
	resultId: number,
	fields: Readonly<Record<string, unknown>>,
): StoredRecord {
	const before = getRecord(tx.db, RESULTS, resultId);
	refuseArchived(getWorkflowState(tx.db, before.workflow_id));
	for (const field of ["workflow_id", "job_id"]) {
		const wanted = fields[field];
		if (wanted !== undefined && wanted !== null && wanted !== before[field]) {
			throw invalid(`${field} of a result is immutable: ${before[field]}, not ${wanted}`, { field, value: wanted });
		}
	}
	const run = (fields.run_id ?? before.run_id) as number;
	const attempt = (fields.attempt_id ?? before.attempt_id) as number;
	if (tx.db.get(SAME_ATTEMPT, before.job_id as number, run, attempt, resultId) !== undefined) {
		throw invalid(`job_id=${before.job_id} already has a result for run_id=${run} attempt_id=${attempt}`, {
			field: "attempt_id",
			value: attempt,
		});
	}
	forgetLoss(tx, resultId);
	updateRecord(tx, RESULTS, resultId, fields);
	settleLoss(tx, resultId);
	recountResults(tx, before.workflow_id);
	return getRecord(tx.db, RESULTS, resultId);
}

const SAME_ATTEMPT = "SELECT id FROM result WHERE job_id = ? AND run_id = ? AND attempt_id = ? AND id <> ?";

/** A job whose current result goes has none from then on. */
export function deleteResult(tx: Transaction, resultId: number): StoredRecord {
	const result = removeRecord(tx, RESULTS, resultId);
	tx.db.run("UPDATE job SET result_id = NULL WHERE id = ? AND result_id = ?", result.job_id as number, resultId);
	recountResults(tx, result.workflow_id);
	recountLostWork(tx, result.workflow_id);
	return result;
}

/** Answers the number of deleted results. */
export function deleteResults(tx: Transaction, workflowId: number): number {
	const deleted = removeRecords(tx, RESULTS, workflowId);
	tx.db.run("UPDATE job SET result_id = NULL WHERE workflow_id = ? AND result_id IS NOT NULL", workflowId);
	recountResults(tx, workflowId);
	recountLostWork(tx, workflowId);
	return deleted;
}
