// Counting towards the triggers of actions (2-states §6): distinct jobs for the two job triggers, one for the others.
import type { JobTrigger, PlainTrigger } from "../../../core/trigger-types.ts";
import type { Transaction } from "../../transaction.ts";

/**
 * Counts each job once per action it is listed in; a job that becomes ready twice counts once. A failure that waits to
 * be classified is no end (2-states §0.1), nor is a job that was stopped in time: both count when they have really ended.
 */
export function countTriggers(tx: Transaction, trigger: JobTrigger, jobIds: readonly number[]): void {
	for (const jobId of jobIds) {
		for (const { id } of tx.db.all<{ id: number }>(UNCOUNTED, jobId, trigger)) {
			tx.db.run("UPDATE action_job SET counted = 1 WHERE job_id = ? AND action_id = ?", jobId, id);
			addTrigger(tx, id);
		}
	}
}

const UNCOUNTED = `SELECT action_id AS id FROM action_job WHERE job_id = ? AND counted = 0
	AND (SELECT trigger_type FROM workflow_action WHERE id = action_id) = ?
	AND (SELECT status FROM job WHERE id = action_job.job_id) NOT IN ('pending_failed', 'terminated')`;

/** Fires a trigger of the workflow as a whole; counting stops at the threshold. */
export function fireTrigger(tx: Transaction, workflowId: number, trigger: PlainTrigger): void {
	const actions = tx.db.all<{ id: number }>(
		"SELECT id FROM workflow_action WHERE workflow_id = ? AND trigger_type = ?",
		workflowId,
		trigger,
	);
	for (const { id } of actions) addTrigger(tx, id);
}

function addTrigger(tx: Transaction, actionId: number): void {
	const fired = tx.db.get<{ workflow_id: number; trigger_type: string; armed: number }>(ADD_TRIGGER, actionId);
	if (fired?.armed) {
		const data = { action_id: actionId, trigger_type: fired.trigger_type };
		tx.emit(fired.workflow_id, "action_pending", data, "debug");
	}
}

const ADD_TRIGGER = `UPDATE workflow_action SET trigger_count = trigger_count + 1
	WHERE id = ? AND trigger_count < required_triggers
	RETURNING workflow_id, trigger_type, trigger_count >= required_triggers AND NOT executed AS armed`;
