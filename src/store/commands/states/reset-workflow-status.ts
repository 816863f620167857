// Purpose: begin a new run of a workflow: run_id + 1, no longer canceled (2-states §4.5, §4.6).
import { invalid } from "../../../core/errors.ts";
import { countByStatus, getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { recordUserAction } from "../store-event.ts";

/**
 * Errors: 422 when archived, or, without `force`, while jobs run or are claimed, or while an allocation is active.
 * A merely pending allocation is no obstacle as long as no compute node is active: its runner reads the run when it
 * starts (§4.6, ours).
 */
export function resetWorkflowStatus(
	tx: Transaction,
	workflowId: number,
	options: { readonly force: boolean; readonly user: string },
): void {
	const workflow = getWorkflowState(tx.db, workflowId);
	refuseArchived(workflow);
	if (!options.force) refuseActive(tx, workflowId);
	tx.db.run("UPDATE workflow SET is_canceled = 0, run_id = run_id + 1 WHERE id = ?", workflowId);
	recordUserAction(tx, workflowId, { action: "reset_workflow_status", user: options.user });
	tx.emit(workflowId, "run_changed", { run_id: workflow.run_id + 1 }, "debug");
}

function refuseActive(tx: Transaction, workflowId: number): void {
	const counts = countByStatus(tx.db, workflowId);
	const active = (counts.get("running") ?? 0) + (counts.get("pending") ?? 0);
	if (active > 0) {
		throw invalid(
			`Workflow ${workflowId} has ${active} running or pending jobs; wait for them, cancel the workflow, or use force`,
		);
	}
	const nodes = tx.db.get<{ n: number }>(ACTIVE_ALLOCATIONS, workflowId)?.n ?? 0;
	if (nodes > 0) {
		throw invalid(`Workflow ${workflowId} has ${nodes} active scheduled compute nodes; wait for them or use force`);
	}
}

const ACTIVE_ALLOCATIONS =
	"SELECT count(*) AS n FROM scheduled_compute_node WHERE workflow_id = ? AND status = 'active'";
