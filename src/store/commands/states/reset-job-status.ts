// Purpose: make jobs uninitialized again (2-states §4.5): all of a workflow, or those that did not succeed together
// with everything downstream of the complete ones among them. Results, run_id and actions are left alone.
import { recountSets } from "../../dependencies/dependency-sets.ts";
import { downstreamOf } from "../../dependencies/downstream.ts";
import { recount } from "../../dependencies/job-state.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { recordUserAction } from "../store-event.ts";

/** Answers the number of jobs reset. */
export function resetJobStatus(
	tx: Transaction,
	workflowId: number,
	options: { readonly failedOnly: boolean; readonly user: string },
): number {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	const updated = tx.db.run(options.failedOnly ? RESET_FAILED : RESET_ALL, workflowId);
	recountSets(tx.db, workflowId);
	recount(tx, workflowId);
	recordUserAction(tx, workflowId, { action: "reset_job_status", user: options.user, failed_only: options.failedOnly });
	return updated;
}

const RESET = "status = 'uninitialized', dependency_state = 'open', start_time = NULL, compute_node_id = NULL";
const RESET_ALL = `UPDATE job SET ${RESET} WHERE workflow_id = ?`;
const RESET_FAILED = `${downstreamOf(
	"SELECT id FROM job WHERE workflow_id = ?1 AND status IN ('failed', 'canceled', 'terminated')",
)}
	UPDATE job SET ${RESET} WHERE workflow_id = ?1 AND status <> 'disabled' AND (
		status = 'pending_failed' OR id IN (SELECT id FROM downstream WHERE kind = 'j'))`;
