// Actions of a workflow.
import { invalid } from "../../../core/errors.ts";
import { TRIGGER_TYPES } from "../../../core/trigger-types.ts";
import type { Database, SqlRow } from "../../../sqlite/database.ts";
import { getWorkflowState } from "../workflows/workflow-state.ts";
import { type StoredRecord, toRecord } from "./record-table.ts";
import { WORKFLOW_ACTIONS } from "./record-tables.ts";

const COLUMNS = ["id", ...Object.keys(WORKFLOW_ACTIONS.columns)].join(", ");

export function listActions(db: Database, workflowId: number): StoredRecord[] {
	getWorkflowState(db, workflowId);
	const rows = db.all<SqlRow>(`SELECT ${COLUMNS} FROM workflow_action WHERE workflow_id = ? ORDER BY id`, workflowId);
	return rows.map((row) => toRecord(WORKFLOW_ACTIONS, row));
}

/** Actions whose trigger has fired and that nobody has taken; of any of the given trigger types. */
export function listPendingActions(
	db: Database,
	workflowId: number,
	triggers: readonly string[] | null,
): StoredRecord[] {
	getWorkflowState(db, workflowId);
	const rows = db.all<SqlRow>(
		`SELECT ${COLUMNS} FROM workflow_action
			WHERE workflow_id = ? AND trigger_count >= required_triggers AND executed = 0 ORDER BY id`,
		workflowId,
	);
	const all = rows.map((row) => toRecord(WORKFLOW_ACTIONS, row));
	return triggers === null ? all : all.filter((action) => triggers.includes(action.trigger_type as string));
}

/** Error: 422 naming the known ones. */
export function checkTriggerType(trigger: string): void {
	if (!(TRIGGER_TYPES as readonly string[]).includes(trigger)) {
		throw invalid(`Unknown trigger_type '${trigger}'; known: ${TRIGGER_TYPES.join(", ")}`, { field: "trigger_type" });
	}
}
