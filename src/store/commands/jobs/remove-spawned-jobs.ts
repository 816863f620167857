// A full initialize begins the workflow from its declaration: spawned jobs and the records of their loops go, unless
// the workflow is at work (2-states §7, ours).
import { dropEmptySets } from "../../dependencies/dependency-sets.ts";
import { countByStatus } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { removeLineages } from "./lineage.ts";

export function removeSpawnedJobs(tx: Transaction, workflowId: number): void {
	const counts = countByStatus(tx.db, workflowId);
	if ((counts.get("running") ?? 0) + (counts.get("pending") ?? 0) > 0) return;
	removeLineages(tx, workflowId);
	const removed = tx.db.run("DELETE FROM job WHERE workflow_id = ? AND origin = 'spawn'", workflowId);
	if (removed > 0) dropEmptySets(tx.db, workflowId);
}
