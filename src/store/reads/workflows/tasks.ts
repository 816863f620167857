// Tasks: work of the server that goes on after its answer.
import { notFound } from "../../../core/errors.ts";
import type { Database } from "../../../sqlite/database.ts";

export interface TaskRecord {
	readonly id: number;
	readonly workflow_id: number;
	readonly operation: string;
	readonly status: "queued" | "running" | "succeeded" | "failed";
	readonly created_at_ms: number;
	readonly started_at_ms: number | null;
	readonly finished_at_ms: number | null;
	readonly error: string | null;
}

const COLUMNS = "id, workflow_id, operation, status, created_at_ms, started_at_ms, finished_at_ms, error";

/** Error: 404. */
export function getTask(db: Database, taskId: number): TaskRecord {
	const task = db.get<TaskRecord>(`SELECT ${COLUMNS} FROM task WHERE id = ?`, taskId);
	if (task === undefined) throw notFound("Task", taskId);
	return task;
}

/** The queued or running task of a workflow: there is at most one. */
export function findActiveTask(db: Database, workflowId: number): TaskRecord | null {
	const sql = `SELECT ${COLUMNS} FROM task WHERE workflow_id = ? AND status IN ('queued', 'running')`;
	return db.get<TaskRecord>(sql, workflowId) ?? null;
}
