// Purpose: find jobs whose inputs changed since initialize and make them uninitialized (2-states §4.3, Changed hash).
import { recountSets } from "../../dependencies/dependency-sets.ts";
import { recount } from "../../dependencies/job-state.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { recordUserAction } from "../store-event.ts";
import { listChangedJobs } from "./input-hashes.ts";

/** Answers the names of the changed jobs; a dry run changes and records nothing. */
export function processChangedJobInputs(
	tx: Transaction,
	workflowId: number,
	options: { readonly dryRun: boolean; readonly user: string },
): string[] {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	const changed = listChangedJobs(tx.db, workflowId);
	if (options.dryRun) return changed.map((job) => job.name);
	for (const { id } of changed) {
		tx.db.run("UPDATE job SET status = 'uninitialized', dependency_state = 'open', input_hash = NULL WHERE id = ?", id);
	}
	if (changed.length > 0) {
		recountSets(tx.db, workflowId);
		recount(tx, workflowId);
	}
	const asked = { action: "process_changed_job_inputs", user: options.user };
	recordUserAction(tx, workflowId, { ...asked, reinitialized_count: changed.length });
	return changed.map((job) => job.name);
}
