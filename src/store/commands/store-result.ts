// One result per (job, run, attempt); the newest becomes the job's current one.
import { invalid } from "../../core/errors.ts";
import { addToResultSummary } from "../reads/result-summary.ts";
import type { Transaction } from "../transaction.ts";

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
}

/** Answers the result's id. Error: 422 when the attempt has a result already. */
export function storeResult(tx: Transaction, result: ResultInput): number {
	const existing = tx.db.get(EXISTING, result.job_id, result.run_id, result.attempt_id);
	if (existing !== undefined) {
		throw invalid(
			`job_id=${result.job_id} already has a result for run_id=${result.run_id} attempt_id=${result.attempt_id}`,
		);
	}
	addToResultSummary(tx, result);
	return tx.db.insert(
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
	);
}

const EXISTING = "SELECT id FROM result WHERE job_id = ? AND run_id = ? AND attempt_id = ?";
const INSERT = `INSERT INTO result (workflow_id, job_id, run_id, attempt_id, compute_node_id, return_code, status,
	exec_time_minutes, start_time, completion_time, peak_memory_bytes, avg_memory_bytes, peak_cpu_percent,
	avg_cpu_percent, signal, reason, signal_to_exit_seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
