// Purpose: the hosts that may run a workflow's jobs over ssh, each named once.
import { invalid, TorcError } from "../../../core/errors.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";

export interface RemoteWorker {
	readonly workflow_id: number;
	readonly worker: string;
}

/** Those the workflow has already are left as they are. Answers one record per name. Errors: 404; 422 for an empty name. */
export function addRemoteWorkers(tx: Transaction, workflowId: number, workers: readonly string[]): RemoteWorker[] {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	const names = [...new Set(workers)];
	if (names.some((worker) => worker.trim() === "")) throw invalid("The name of a remote worker must not be empty");
	for (const worker of names) tx.db.run(INSERT, workflowId, worker);
	return names.map((worker) => ({ workflow_id: workflowId, worker }));
}

const INSERT = "INSERT OR IGNORE INTO remote_worker (workflow_id, worker) VALUES (?, ?)";

/** Errors: 404 for an unknown workflow or worker. */
export function removeRemoteWorker(tx: Transaction, workflowId: number, worker: string): RemoteWorker {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	if (tx.db.run("DELETE FROM remote_worker WHERE workflow_id = ? AND worker = ?", workflowId, worker) === 0) {
		throw new TorcError("not_found", `Remote worker '${worker}' not found in workflow ${workflowId}`);
	}
	return { workflow_id: workflowId, worker };
}
