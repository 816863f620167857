// What follows every change that ended jobs: dependents, then the end of the workflow itself.
import type { DependencyChange } from "../../dependencies/job-state.ts";
import { propagate } from "../../dependencies/propagate.ts";
import { allEnded, countByStatus } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { countTriggers, fireTrigger } from "../actions/count-triggers.ts";

/**
 * Propagates the changes, counts `on_jobs_complete` for the jobs that ended, and fires `on_workflow_complete` when
 * nothing is left. Terminated jobs are unfinished work: with one left the workflow does not fire (2-states §3, ours).
 */
export function finishRound(
	tx: Transaction,
	workflowId: number,
	ended: readonly number[],
	changes: readonly DependencyChange[],
): void {
	countTriggers(tx, "on_jobs_complete", ended);
	propagate(tx, workflowId, changes);
	tx.settleCounters();
	const counts = countByStatus(tx.db, workflowId);
	if (!allEnded(counts) || counts.has("terminated")) return;
	fireTrigger(tx, workflowId, "on_workflow_complete");
	tx.emit(workflowId, "workflow_completed", { counts: Object.fromEntries(counts) });
}
