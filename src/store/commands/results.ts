// Purpose: results that clients store themselves (2-states §1): any run; the newest becomes the job's current one.
import { invalid, notFound } from "../../core/errors.ts";
import { findJobState } from "../dependencies/job-state.ts";
import type { Transaction } from "../transaction.ts";
import type { CompletionResult } from "./complete-job.ts";
import { storeResult } from "./store-result.ts";

/** Answers the id. Errors: 404 unknown job; 422 for another workflow's job or a second result of the same attempt. */
export function createResult(tx: Transaction, result: CompletionResult): number {
	const job = findJobState(tx.db, result.job_id);
	if (job === undefined) throw notFound("Job", result.job_id);
	if (job.workflow_id !== result.workflow_id) {
		throw invalid(`job_id=${job.id} belongs to workflow_id=${job.workflow_id}, not to ${result.workflow_id}`);
	}
	const id = storeResult(tx, { ...result, attempt_id: result.attempt_id ?? job.attempt_id });
	tx.db.run("UPDATE job SET result_id = ? WHERE id = ?", id, job.id);
	return id;
}
