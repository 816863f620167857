// Purpose: create, change and delete the plain records of a workflow; an archived workflow takes no changes.
import type { SqlValue } from "../../../sqlite/database.ts";
import {
	deleteRecord,
	deleteRecords,
	type Fields,
	getRecord,
	insertRecord,
	type RecordTable,
	type StoredRecord,
	updateRecord,
} from "../../reads/records/record-table.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";

export type { Fields };
export type NewRecord = Fields & { readonly workflow_id: number };

/** Answers the record with its id. Errors: 404 unknown workflow; 422 archived. */
export function createRecord(tx: Transaction, table: RecordTable, fields: NewRecord): StoredRecord {
	refuseArchived(getWorkflowState(tx.db, fields.workflow_id));
	return getRecord(tx.db, table, insertRecord(tx, table, fields));
}

/** Answers the changed record. Errors: 404; 422 archived. */
export function changeRecord(tx: Transaction, table: RecordTable, id: number, fields: Fields): StoredRecord {
	refuseArchivedOwner(tx, getRecord(tx.db, table, id));
	updateRecord(tx, table, id, fields);
	return getRecord(tx.db, table, id);
}

/** Answers the record as it was. Errors: 404; 422 archived. */
export function removeRecord(tx: Transaction, table: RecordTable, id: number): StoredRecord {
	refuseArchivedOwner(tx, getRecord(tx.db, table, id));
	return deleteRecord(tx, table, id);
}

/** Answers the number of removed records. Errors: 404 unknown workflow; 422 archived. */
export function removeRecords(tx: Transaction, table: RecordTable, workflowId: number): number {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	return deleteRecords(tx, table, workflowId);
}

/** Sets a column to null, which an update cannot (3-rest-api §0.6). */
export function clearColumn(tx: Transaction, table: RecordTable, id: SqlValue, column: string): void {
	tx.db.run(`UPDATE ${table.table} SET ${column} = NULL WHERE id = ?`, id);
}

function refuseArchivedOwner(tx: Transaction, record: StoredRecord): void {
	refuseArchived(getWorkflowState(tx.db, record.workflow_id));
}
