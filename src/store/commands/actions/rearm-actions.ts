// Purpose: make actions fire again after initialize (2-states §6, Re-arming): recovery actions go, counters start from
// the jobs' present states, and those whose work is already done keep their `executed` at a reinitialize.
import type { Transaction } from "../../transaction.ts";
import { fireTrigger } from "./count-triggers.ts";

export function rearmActions(tx: Transaction, workflowId: number, onlyUninitialized: boolean): void {
	if (tx.db.get("SELECT 1 AS yes FROM workflow_action WHERE workflow_id = ? LIMIT 1", workflowId) === undefined) return;
	tx.db.run("DELETE FROM workflow_action WHERE workflow_id = ? AND is_recovery = 1", workflowId);
	tx.db.run(
		`UPDATE workflow_action SET executed = 0 WHERE workflow_id = ?${onlyUninitialized ? KEPT : ""}`,
		workflowId,
	);
	tx.db.run(
		"DELETE FROM action_claim WHERE action_id IN (SELECT id FROM workflow_action WHERE workflow_id = ? AND executed = 0)",
		workflowId,
	);
	tx.db.run(COUNT_JOBS, workflowId);
	tx.db.run(COUNT_ACTIONS, workflowId);
	for (const trigger of ["on_workflow_start", "on_worker_start", "on_worker_complete"] as const) {
		fireTrigger(tx, workflowId, trigger);
	}
}

/** At a reinitialize: the start has been, and so has every job trigger whose jobs are all in an end state. */
const KEPT = ` AND trigger_type <> 'on_workflow_start' AND NOT (
	trigger_type IN ('on_jobs_ready', 'on_jobs_complete') AND NOT EXISTS (
		SELECT 1 FROM action_job aj JOIN job j ON j.id = aj.job_id
		WHERE aj.action_id = workflow_action.id AND j.status NOT IN ('completed', 'failed', 'canceled', 'terminated')))`;

const COUNT_JOBS = `UPDATE action_job SET counted = EXISTS (
		SELECT 1 FROM job j, workflow_action a WHERE j.id = action_job.job_id AND a.id = action_job.action_id
		AND (j.status IN ('completed', 'failed', 'canceled', 'terminated')
			OR (a.trigger_type = 'on_jobs_ready' AND j.status = 'ready')))
	WHERE action_id IN (SELECT id FROM workflow_action WHERE workflow_id = ?)`;
const COUNT_ACTIONS = `UPDATE workflow_action SET trigger_count = CASE
		WHEN trigger_type IN ('on_jobs_ready', 'on_jobs_complete')
			THEN (SELECT count(*) FROM action_job aj WHERE aj.action_id = workflow_action.id AND aj.counted = 1)
		ELSE 0 END
	WHERE workflow_id = ?`;
