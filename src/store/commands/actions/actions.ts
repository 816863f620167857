// Purpose: actions of a workflow: create, claim exactly once (or once per node when persistent), change, delete.
import { invalid, notFound, TorcError } from "../../../core/errors.ts";
import { isJobTrigger } from "../../../core/trigger-types.ts";
import { checkTriggerType } from "../../reads/records/actions.ts";
import { deleteRecord, getRecord, insertRecord, type StoredRecord } from "../../reads/records/record-table.ts";
import { WORKFLOW_ACTIONS } from "../../reads/records/record-tables.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";

type Maybe<T> = T | null | undefined;
export interface NewAction {
	readonly trigger_type: string;
	readonly action_type: string;
	readonly action_config: unknown;
	readonly job_ids?: Maybe<readonly number[]>;
	readonly trigger_count?: Maybe<number>;
	readonly executed?: Maybe<boolean>;
	readonly persistent?: Maybe<boolean>;
	readonly is_recovery?: Maybe<boolean>;
}

/** `required_triggers` follows from the jobs; the other counters are stored as sent (2-states §6). */
export function createAction(tx: Transaction, workflowId: number, action: NewAction): StoredRecord {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	checkTriggerType(action.trigger_type);
	const config = checkConfig(action.action_type, action.action_config);
	const countsJobs = isJobTrigger(action.trigger_type);
	const jobIds = [...new Set(action.job_ids ?? [])];
	const id = insertRecord(tx, WORKFLOW_ACTIONS, {
		...action,
		workflow_id: workflowId,
		action_config: config,
		job_ids: action.job_ids ? jobIds : null,
		required_triggers: countsJobs ? Math.max(1, jobIds.length) : 1,
	});
	if (countsJobs) {
		for (const jobId of jobIds) tx.db.run("INSERT INTO action_job (job_id, action_id) VALUES (?, ?)", jobId, id);
	}
	return getRecord(tx.db, WORKFLOW_ACTIONS, id);
}

const SCHEDULE_KEYS = [
	"scheduler_type",
	"scheduler_id",
	"num_allocations",
	"start_one_worker_per_node",
	"max_parallel_jobs",
] as const;

function checkConfig(actionType: string, config: unknown): Record<string, unknown> {
	if (typeof config !== "object" || config === null || Array.isArray(config)) {
		throw invalid("action_config must be an object", { field: "action_config" });
	}
	if (actionType !== "run_commands" && actionType !== "schedule_nodes") {
		throw invalid(`Unknown action_type '${actionType}'; known: run_commands, schedule_nodes`, { field: "action_type" });
	}
	if (actionType === "run_commands") {
		const { commands } = config as Record<string, unknown>;
		const good = Array.isArray(commands) && commands.length > 0 && commands.every((c) => typeof c === "string");
		if (!good) throw invalid("run_commands needs a non-empty list 'commands'", { field: "action_config" });
	}
	return config as Record<string, unknown>;
}

export interface ClaimedAction {
	/** False: this node has run the persistent action before. */
	readonly claimed: boolean;
	readonly action_id: number;
}

/**
 * A persistent action is never taken: every node may run it, each once, also when the node's runner starts again.
 * Errors: 404 unknown or another workflow's; 409 `{claimed: false}` when somebody took it, or the workflow is archived.
 */
export function claimAction(
	tx: Transaction,
	workflowId: number,
	actionId: number,
	computeNodeId: number | null,
): ClaimedAction {
	const action = ownAction(tx, workflowId, actionId);
	if (getWorkflowState(tx.db, workflowId).is_archived === 1) {
		// Not the 422 of other changes: runners that are still at work know a conflict as "not mine" and go on.
		throw notGiven(`Workflow ${workflowId} is archived; its actions do not run. Unarchive the workflow first.`);
	}
	if (action.persistent === true) {
		return { claimed: computeNodeId === null || rememberNode(tx, actionId, computeNodeId), action_id: actionId };
	}
	const taken = tx.db.run(
		"UPDATE workflow_action SET executed = 1, executed_at = ?, executed_by = ? WHERE id = ? AND executed = 0",
		tx.timestamp,
		computeNodeId,
		actionId,
	);
	if (taken === 0) throw notGiven(`Action ${actionId} was already claimed`);
	tx.emit(workflowId, "action_executed", { action_id: actionId, compute_node_id: computeNodeId });
	return { claimed: true, action_id: actionId };
}

/** False when it is the node's second claim. */
function rememberNode(tx: Transaction, actionId: number, computeNodeId: number): boolean {
	const sql = "INSERT OR IGNORE INTO action_claim (action_id, compute_node_id, claimed_at) VALUES (?, ?, ?)";
	return tx.db.run(sql, actionId, computeNodeId, tx.timestamp) > 0;
}

const notGiven = (message: string): TorcError => new TorcError("conflict", message, { details: { claimed: false } });

/** Makes a taken action pending again: nothing came of it, or its allocations are needed once more. */
export function releaseAction(tx: Transaction, workflowId: number, actionId: number): void {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	ownAction(tx, workflowId, actionId);
	tx.db.run("UPDATE workflow_action SET executed = 0, executed_by = NULL WHERE id = ?", actionId);
}

/** Merges keys into the configuration. Errors: 404; 422 for an empty body, no object, or an unknown key. */
export function updateAction(tx: Transaction, workflowId: number, actionId: number, patch: unknown): StoredRecord {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	const action = ownAction(tx, workflowId, actionId);
	if (typeof patch !== "object" || patch === null || Array.isArray(patch)) {
		throw invalid("The body must be an object", { field: "body" });
	}
	const known: readonly string[] = action.action_type === "run_commands" ? ["commands"] : SCHEDULE_KEYS;
	const keys = Object.keys(patch);
	if (keys.length === 0) throw invalid("no fields to update", { field: "body" });
	const unknown = keys.filter((key) => !known.includes(key));
	if (unknown.length > 0)
		throw invalid(`Unknown keys for ${action.action_type}: ${unknown.join(", ")}`, { field: unknown[0] });
	const config = checkConfig(action.action_type as string, { ...(action.action_config as object), ...patch });
	tx.db.run("UPDATE workflow_action SET action_config = ? WHERE id = ?", JSON.stringify(config), actionId);
	return getRecord(tx.db, WORKFLOW_ACTIONS, actionId);
}

export function deleteAction(tx: Transaction, workflowId: number, actionId: number): StoredRecord {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	ownAction(tx, workflowId, actionId);
	return deleteRecord(tx, WORKFLOW_ACTIONS, actionId);
}

function ownAction(tx: Transaction, workflowId: number, actionId: number): StoredRecord {
	getWorkflowState(tx.db, workflowId);
	const action = getRecord(tx.db, WORKFLOW_ACTIONS, actionId);
	if (action.workflow_id !== workflowId) throw notFound("WorkflowAction", actionId);
	return action;
}
