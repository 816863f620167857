// Sums over a run's results, kept up to date with each of them.
import type { Database } from "../../sqlite/database.ts";
import type { ResultInput } from "../commands/store-result.ts";
import type { Transaction } from "../transaction.ts";

export interface ResultSummary {
	readonly total_exec_time_minutes: number;
	/** From the first start to the last end; null without results. */
	readonly walltime_seconds: number | null;
}

/** Over all runs up to this one whose results are still current: completed work of earlier runs counts. */
export function readResultSummary(db: Database, workflowId: number, runId: number): ResultSummary {
	const row = db.get<{ minutes: number | null; first: number | null; last: number | null }>(
		`SELECT sum(exec_minutes) AS minutes, min(first_start_ms) AS first, max(last_end_ms) AS last
			FROM result_summary WHERE workflow_id = ? AND run_id <= ?`,
		workflowId,
		runId,
	);
	const span = row?.first == null || row.last == null ? null : (row.last - row.first) / 1000;
	return { total_exec_time_minutes: row?.minutes ?? 0, walltime_seconds: span };
}

/** Adds a result to the sums of its run. */
export function addToResultSummary(tx: Transaction, result: ResultInput): void {
	const end = Date.parse(result.completion_time);
	const known = Number.isNaN(end) ? null : end;
	const start = known === null ? null : Math.round(known - result.exec_time_minutes * 60_000);
	tx.db.run(ADD, result.workflow_id, result.run_id, result.exec_time_minutes, start, known);
}

const ADD = `INSERT INTO result_summary (workflow_id, run_id, exec_minutes, first_start_ms, last_end_ms)
	VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET exec_minutes = exec_minutes + excluded.exec_minutes,
		first_start_ms = min(coalesce(first_start_ms, excluded.first_start_ms), coalesce(excluded.first_start_ms, first_start_ms)),
		last_end_ms = max(coalesce(last_end_ms, excluded.last_end_ms), coalesce(excluded.last_end_ms, last_end_ms))`;
