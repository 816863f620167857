// How far a workflow is, as its runners need to know it: from counters, never from a scan of jobs.
import type { Database } from "../../../sqlite/database.ts";
import { allEnded, countByStatus, type WorkflowState } from "./workflow-state.ts";

export interface WorkflowProgressRecord {
	readonly run_id: number;
	readonly is_complete: boolean;
	readonly is_canceled: boolean;
	readonly has_unfinished_work: boolean;
	/** Actions whose trigger has fired and that nobody has taken. */
	readonly actions_pending: number;
	/** Actions whose trigger may still fire. */
	readonly actions_unfired: number;
	readonly counts: Record<string, number>;
}

export function readProgress(db: Database, workflow: WorkflowState): WorkflowProgressRecord {
	const counts = countByStatus(db, workflow.id);
	const actions = db.get<{ pending: number | null; unfired: number | null }>(ACTIONS, workflow.id);
	return {
		run_id: workflow.run_id,
		is_complete: workflow.is_canceled === 1 || allEnded(counts),
		is_canceled: workflow.is_canceled === 1,
		has_unfinished_work: counts.has("terminated"),
		actions_pending: actions?.pending ?? 0,
		actions_unfired: actions?.unfired ?? 0,
		counts: Object.fromEntries(counts),
	};
}

const ACTIONS = `SELECT sum(trigger_count >= required_triggers) AS pending, sum(trigger_count < required_triggers) AS unfired
	FROM workflow_action WHERE workflow_id = ? AND executed = 0`;
