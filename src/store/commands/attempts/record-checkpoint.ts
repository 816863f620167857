// Purpose: what a job had as its checkpoint when an attempt ended, or when it was looked at before the next start.
// Input: the facts; a runner that looks later does not know whose it is, so it is the job's last attempt's then.
// Outcome: one row per attempt, a stored event, and the loss of every attempt it says something about is worked out again.
// A checkpoint is known by the time it was saved: what the check says of it holds for every attempt that left it.
import { invalid, notFound } from "../../../core/errors.ts";
import { findJobState } from "../../dependencies/job-state.ts";
import { getRecord, type StoredRecord } from "../../reads/records/record-table.ts";
import { CHECKPOINTS } from "../../reads/records/record-tables.ts";
import type { Transaction } from "../../transaction.ts";
import { createEvent } from "../store-event.ts";
import { settleLoss } from "./lost-work.ts";

export interface CheckpointFacts {
	/** RFC 3339: when the newest of its files was written. */
	readonly saved_at: string;
	readonly num_files: number;
	readonly size_bytes: number;
	/** Of the newest file. */
	readonly path: string;
	/** Null: not checked. */
	readonly is_valid?: boolean | null | undefined;
}

export interface Attempt {
	readonly workflow_id: number;
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id: number;
}

/** Answers the record. Errors: 404 unknown job; 422 another workflow's, or an attempt that has not ended. */
export function createCheckpoint(
	tx: Transaction,
	input: CheckpointFacts & { readonly workflow_id: number; readonly job_id: number },
): StoredRecord {
	const job = findJobState(tx.db, input.job_id);
	if (job === undefined) throw notFound("Job", input.job_id);
	if (job.workflow_id !== input.workflow_id) {
		throw invalid(`job_id=${job.id} belongs to workflow_id=${job.workflow_id}, not to ${input.workflow_id}`);
	}
	const last = tx.db.get<Attempt & { id: number }>(LAST_ATTEMPT, job.id);
	if (last === undefined) throw invalid(`job_id=${job.id} has no result: no attempt of it has left a checkpoint`);
	const id = recordCheckpoint(tx, last, input);
	settleLoss(tx, last.id);
	if (input.is_valid != null) judgeAll(tx, job.id, inUtc(input.saved_at), input.is_valid);
	return getRecord(tx.db, CHECKPOINTS, id);
}

/** One that was kept from before the attempt does not take the place of its own. The loss is the caller's to settle. Answers the id. */
export function recordCheckpoint(tx: Transaction, attempt: Attempt, facts: CheckpointFacts): number {
	const { workflow_id, job_id, run_id, attempt_id } = attempt;
	const { num_files, size_bytes, path } = facts;
	const savedAt = inUtc(facts.saved_at);
	const isValid = facts.is_valid == null ? knownVerdict(tx, job_id, savedAt) : Number(facts.is_valid);
	const event = { job_id, run_id, attempt_id, saved_at: savedAt, num_files, size_bytes, path };
	createEvent(tx, workflow_id, {
		category: "checkpoint",
		...event,
		...(isValid !== null && { is_valid: isValid === 1 }),
	});
	const what = [savedAt, tx.timestamp, num_files, size_bytes, path, isValid] as const;
	tx.db.run(UPSERT, workflow_id, job_id, run_id, attempt_id, ...what);
	return (tx.db.get<{ id: number }>(ID, job_id, run_id, attempt_id) as { id: number }).id;
}

/** What an earlier check said of the same checkpoint. */
const knownVerdict = (tx: Transaction, jobId: number, savedAt: string): number | null =>
	tx.db.get<{ is_valid: number }>(VERDICT, jobId, savedAt)?.is_valid ?? null;

/** Comparable as text. */
const inUtc = (time: string): string => new Date(time).toISOString();

function judgeAll(tx: Transaction, jobId: number, savedAt: string, isValid: boolean): void {
	tx.db.run(JUDGE, Number(isValid), jobId, savedAt);
	for (const { id } of tx.db.all<{ id: number }>(RESULTS_WITH, jobId, savedAt)) settleLoss(tx, id);
}

const LAST_ATTEMPT = `SELECT id, workflow_id, job_id, run_id, attempt_id FROM result WHERE job_id = ?
	ORDER BY run_id DESC, attempt_id DESC LIMIT 1`;
const UPSERT = `INSERT INTO checkpoint
	(workflow_id, job_id, run_id, attempt_id, saved_at, recorded_at, num_files, size_bytes, path, is_valid)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET saved_at = excluded.saved_at,
		recorded_at = excluded.recorded_at, num_files = excluded.num_files, size_bytes = excluded.size_bytes,
		path = excluded.path, is_valid = excluded.is_valid WHERE excluded.saved_at >= saved_at`;
const ID = "SELECT id FROM checkpoint WHERE job_id = ? AND run_id = ? AND attempt_id = ?";
const VERDICT = `SELECT is_valid FROM checkpoint WHERE job_id = ? AND saved_at = ? AND is_valid IS NOT NULL
	ORDER BY id DESC LIMIT 1`;
const JUDGE = "UPDATE checkpoint SET is_valid = ? WHERE job_id = ? AND saved_at = ?";
const RESULTS_WITH = `SELECT r.id FROM checkpoint c
	JOIN result r ON r.job_id = c.job_id AND r.run_id = c.run_id AND r.attempt_id = c.attempt_id
	WHERE c.job_id = ? AND c.saved_at = ?`;
