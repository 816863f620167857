// Work that is done again within a run takes the next attempt, so that results never collide (2-states §0.8, §1).
// It costs no retry: those are counted apart.
import type { WorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";

/** For all jobs that wait for their turn. */
export function takeNextAttempts(tx: Transaction, workflow: WorkflowState): void {
	tx.db.run(NEXT_OF_WAITING, workflow.run_id, workflow.id);
}

export function takeNextAttempt(tx: Transaction, jobId: number, runId: number): void {
	tx.db.run(`${NEXT_ATTEMPT} AND id = ?2`, runId, jobId);
}

const LAST_ATTEMPT = "(SELECT max(r.attempt_id) FROM result r WHERE r.job_id = job.id AND r.run_id = ?1)";
const NEXT_ATTEMPT = `UPDATE job SET attempt_id = ${LAST_ATTEMPT} + 1 WHERE attempt_id <= ${LAST_ATTEMPT}`;
const NEXT_OF_WAITING = `${NEXT_ATTEMPT} AND status IN ('ready', 'blocked')
	AND id IN (SELECT job_id FROM result WHERE workflow_id = ?2 AND run_id = ?1)`;
