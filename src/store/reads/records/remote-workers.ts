// The hosts that may run a workflow's jobs.
import type { Database } from "../../../sqlite/database.ts";
import { getWorkflowState } from "../workflows/workflow-state.ts";

/** By name. Error: 404. */
export function listRemoteWorkers(db: Database, workflowId: number): { worker: string; workflow_id: number }[] {
	getWorkflowState(db, workflowId);
	return db.all("SELECT worker, workflow_id FROM remote_worker WHERE workflow_id = ? ORDER BY worker", workflowId);
}
