// One result per (job, run, attempt); the newest becomes the job's current one, and counts in the workflow's sums.
import { invalid } from "../../../core/errors.ts";
import type { LossCause } from "../../../core/lost-work.ts";
import type { Transaction } from "../../transaction.ts";
import { settleLoss } from "./lost-work.ts";
import { type CheckpointFacts, recordCheckpoint } from "./record-checkpoint.ts";

export interface ResultInput {
	readonly workflow_id: number;
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id: number;
	readonly compute_node_id: number;
	readonly return_code: number;
	readonly status: string;
	readonly exec_time_minutes: number;
	readonly completion_time: string;
	readonly start_time?: string | null | undefined;
	readonly peak_memory_bytes?: number | null | undefined;
	readonly avg_memory_bytes?: number | null | undefined;
	readonly peak_cpu_percent?: number | null | undefined;
	readonly avg_cpu_percent?: number | null | undefined;
	readonly signal?: number | null | undefined;
	readonly reason?: string | null | undefined;
	readonly signal_to_exit_seconds?: number | null | undefined;
	readonly signal_lead_seconds?: number | null | undefined;
	/** Why it did not complete, where the status does not tell. */
	readonly cause?: LossCause | null | undefined;
	/** What the attempt left; stored as a record of its own. */
	readonly checkpoint?: CheckpointFacts | null | undefined;
	/** Whether the attempt left a newer checkpoint; unknown for attempts that were lost. Not stored. */
	readonly progress?: boolean | null | undefined;
}

/** Answers the result's id. Error: 422 when the attempt has a result already. */
export function storeResult(tx: Transaction, result: ResultInput): number {
	const existing = tx.db.get(EXISTING, result.job_id, result.run_id, result.attempt_id);
	if (existing !== undefined) {
		throw invalid(
			`job_id=${result.job_id} already has a result for run_id=${result.run_id} attempt_id=${result.attempt_id}`,
			{ field: "attempt_id", value: result.attempt_id },
		);
	}
	const id = tx.db.insert(
		INSERT,
		result.workflow_id,
		result.job_id,
		result.run_id,
		result.attempt_id,
		result.compute_node_id,
		result.return_code,
		result.status,
		result.exec_time_minutes,
		result.start_time ?? null,
		result.completion_time,
		result.peak_memory_bytes ?? null,
		result.avg_memory_bytes ?? null,
		result.peak_cpu_percent ?? null,
		result.avg_cpu_percent ?? null,
		result.signal ?? null,
		result.reason ?? null,
		result.signal_to_exit_seconds ?? null,
		result.signal_lead_seconds ?? null,
		result.cause ?? null,
	);
	if (result.checkpoint) recordCheckpoint(tx, result, result.checkpoint);
	if (result.status !== "completed") settleLoss(tx, id);
	return id;
}

const EXISTING = "SELECT id FROM result WHERE job_id = ? AND run_id = ? AND attempt_id = ?";
const INSERT = `INSERT INTO result (workflow_id, job_id, run_id, attempt_id, compute_node_id, return_code, status,
	exec_time_minutes, start_time, completion_time, peak_memory_bytes, avg_memory_bytes, peak_cpu_percent,
	avg_cpu_percent, signal, reason, signal_to_exit_seconds, signal_lead_seconds, cause)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Stores a result as the job's current one; `replacedId` is the current one so far. Answers the result's id. */
export function storeCurrentResult(tx: Transaction, result: ResultInput, replacedId: number | null): number {
	const id = storeResult(tx, result);
	if (replacedId !== null) {
		tx.db.run(SUBTRACT, replacedId, result.workflow_id);
	}
	const end = Date.parse(result.completion_time);
	const known = Number.isNaN(end) ? null : end;
	const start = known === null ? Number.NaN : Math.round(known - result.exec_time_minutes * 60_000);
	tx.db.run(ADD, result.workflow_id, result.exec_time_minutes, Number.isSafeInteger(start) ? start : null, known);
	return id;
}

/** The span keeps the replaced attempt's time until the next recount: its work was part of what the run took. */
const SUBTRACT = `UPDATE result_summary SET count = count - 1,
	exec_minutes = exec_minutes - coalesce((SELECT exec_time_minutes FROM result WHERE id = ?), 0) WHERE workflow_id = ?`;
const ADD = `INSERT INTO result_summary (workflow_id, count, exec_minutes, first_start_ms, last_end_ms)
	VALUES (?, 1, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + 1, exec_minutes = exec_minutes + excluded.exec_minutes,
		first_start_ms = min(coalesce(first_start_ms, excluded.first_start_ms), coalesce(excluded.first_start_ms, first_start_ms)),
		last_end_ms = max(coalesce(last_end_ms, excluded.last_end_ms), coalesce(excluded.last_end_ms, last_end_ms))`;

/** Sums the current results afresh, after changes of many jobs or results at once. Free where there never were any. */
export function recountResults(tx: Transaction, workflowId: number): void {
	if (tx.db.run("DELETE FROM result_summary WHERE workflow_id = ?", workflowId) > 0) tx.db.run(RECOUNT, workflowId);
}

/** Makes each job's newest result its current one, after results came without completions, and sums them. */
export function adoptResults(tx: Transaction, workflowId: number): void {
	tx.db.run(
		`UPDATE job SET result_id = (SELECT r.id FROM result r WHERE r.job_id = job.id ORDER BY run_id DESC, attempt_id DESC LIMIT 1)
			WHERE workflow_id = ?`,
		workflowId,
	);
	tx.db.run("DELETE FROM result_summary WHERE workflow_id = ?", workflowId);
	tx.db.run(RECOUNT, workflowId);
}

const RECOUNT = `INSERT INTO result_summary (workflow_id, count, exec_minutes, first_start_ms, last_end_ms)
	SELECT workflow_id, count(*), sum(minutes), min(CASE WHEN minutes < 1e9 THEN CAST(round(end_ms - minutes * 60000) AS INTEGER) END), max(end_ms)
	FROM (SELECT j.workflow_id, r.exec_time_minutes AS minutes,
			CAST(round(unixepoch(r.completion_time, 'subsec') * 1000) AS INTEGER) AS end_ms
		FROM job j CROSS JOIN result r ON r.id = j.result_id WHERE j.workflow_id = ?)
	GROUP BY workflow_id`;
