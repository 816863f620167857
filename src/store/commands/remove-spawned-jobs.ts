// A full initialize begins the workflow from its declaration: spawned jobs and their lineage records go, unless the
// workflow is at work (2-states §7, ours).
import { countByStatus } from "../reads/workflow-state.ts";
import type { Transaction } from "../transaction.ts";

/** Names of the records that keep a lineage's state. */
const LINEAGE_PREFIX = "__torc_lineage__";

export function removeSpawnedJobs(tx: Transaction, workflowId: number): void {
	const counts = countByStatus(tx.db, workflowId);
	if ((counts.get("running") ?? 0) + (counts.get("pending") ?? 0) > 0) return;
	if (
		tx.db.get("SELECT 1 AS yes FROM job WHERE workflow_id = ? AND origin = 'spawn' LIMIT 1", workflowId) === undefined
	)
		return;
	tx.db.run("DELETE FROM job WHERE workflow_id = ? AND origin = 'spawn'", workflowId);
	tx.db.run(
		"DELETE FROM user_data WHERE workflow_id = ? AND substr(name, 1, ?) = ?",
		workflowId,
		LINEAGE_PREFIX.length,
		LINEAGE_PREFIX,
	);
}
