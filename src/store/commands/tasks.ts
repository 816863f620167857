// Purpose: the life of a task: queued → running → succeeded or failed; one active task per workflow (2-states §4.1).
import { TorcError } from "../../core/errors.ts";
import { findActiveTask, getTask, type TaskRecord } from "../reads/workflows/tasks.ts";
import { getWorkflowState } from "../reads/workflows/workflow-state.ts";
import type { Transaction } from "../transaction.ts";
import { refuseArchived } from "./refuse-archived.ts";

export interface TaskRequest {
	readonly workflowId: number;
	readonly operation: string;
	/** What makes two requests the same. */
	readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * A new queued task, or the active one when it is for the same request.
 * Errors: 404; 409 naming the active task when that is for another request; 422 archived.
 */
export function queueTask(
	tx: Transaction,
	request: TaskRequest,
): { readonly task: TaskRecord; readonly isNew: boolean } {
	refuseArchived(getWorkflowState(tx.db, request.workflowId));
	const active = matchingTask(tx, request);
	if (active !== null) return { task: active, isNew: false };
	const { workflowId, operation, parameters } = request;
	const id = tx.db.insert(INSERT, workflowId, operation, JSON.stringify(parameters), tx.now.getTime());
	return { task: getTask(tx.db, id), isNew: true };
}

const INSERT =
	"INSERT INTO task (workflow_id, operation, parameters, status, created_at_ms) VALUES (?, ?, ?, 'queued', ?)";

/** The active task for this request; null without one. Error: 409 when it is for another request. */
export function matchingTask(tx: Transaction, { workflowId, operation, parameters }: TaskRequest): TaskRecord | null {
	const active = findActiveTask(tx.db, workflowId);
	if (active === null) return null;
	const stored = tx.db.get<{ parameters: string }>("SELECT parameters FROM task WHERE id = ?", active.id)?.parameters;
	if (active.operation === operation && stored === JSON.stringify(parameters)) return active;
	const message = `Task ${active.id} (${active.operation}) is at work for workflow ${workflowId} with different parameters; wait for its end`;
	throw new TorcError("conflict", message, {
		details: { error: "Conflict", existing_task_id: active.id, existing_operation: active.operation },
	});
}

export function markTaskRunning(tx: Transaction, taskId: number): void {
	tx.db.run("UPDATE task SET status = 'running', started_at_ms = ? WHERE id = ?", tx.now.getTime(), taskId);
}

/** `error`: null = succeeded. Nothing happens when the task went with its workflow. */
export function finishTask(tx: Transaction, taskId: number, user: string, error: string | null): void {
	const status = error === null ? "succeeded" : "failed";
	const sql = "UPDATE task SET status = ?, finished_at_ms = ?, error = ? WHERE id = ?";
	if (tx.db.run(sql, status, tx.now.getTime(), error, taskId) === 0) return;
	const { workflow_id, operation } = getTask(tx.db, taskId);
	const message = error === null ? `Task ${operation} succeeded` : `Task ${operation} failed: ${error}`;
	const data = { task_id: taskId, operation, status, user, ...(error !== null && { error }), message };
	tx.emit(workflow_id, "task_completed", data, error === null ? "info" : "error");
}

/** At a server's start: what was at work when the last one ended is not at work any more, and must not block others. */
export function failInterruptedTasks(tx: Transaction): number {
	return tx.db.run(
		`UPDATE task SET status = 'failed', finished_at_ms = ?, error = 'The server ended before the task did; ask for it again'
			WHERE status IN ('queued', 'running')`,
		tx.now.getTime(),
	);
}
