// Sums over a workflow's current results, kept up to date with each of them (commands/store-result.ts).
import type { Database } from "../../../sqlite/database.ts";

export interface ResultSummary {
	/** Number of current results: at most one per job. */
	readonly count: number;
	readonly total_exec_time_minutes: number;
	/** From the first start to the last end; null without results. */
	readonly walltime_seconds: number | null;
}

export function readResultSummary(db: Database, workflowId: number): ResultSummary {
	const row = db.get<Row>(SUMMARY, workflowId);
	if (row === undefined || row.count === 0) return { count: 0, total_exec_time_minutes: 0, walltime_seconds: null };
	const { count, exec_minutes, first_start_ms, last_end_ms } = row;
	const span = first_start_ms === null || last_end_ms === null ? null : (last_end_ms - first_start_ms) / 1000;
	return { count, total_exec_time_minutes: exec_minutes, walltime_seconds: span };
}

interface Row {
	readonly count: number;
	readonly exec_minutes: number;
	readonly first_start_ms: number | null;
	readonly last_end_ms: number | null;
}

const SUMMARY = "SELECT count, exec_minutes, first_start_ms, last_end_ms FROM result_summary WHERE workflow_id = ?";
