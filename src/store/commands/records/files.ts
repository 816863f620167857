// Purpose: files of a workflow, one or many at once.
import { invalid } from "../../../core/errors.ts";
import { getRecord, insertRecord, type StoredRecord } from "../../reads/records/record-table.ts";
import { FILES } from "../../reads/records/record-tables.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { changeRecord, clearColumn, type NewRecord } from "./records.ts";

/** All or nothing, in the order given. Errors: 404; 422 for an empty or mixed list. */
export function createFiles(tx: Transaction, files: readonly NewRecord[]): StoredRecord[] {
	refuseArchived(getWorkflowState(tx.db, sameWorkflow(files)));
	return files.map((file) => getRecord(tx.db, FILES, insertRecord(tx, FILES, file)));
}

/** The workflow all records of a request belong to. Error: 422. */
export function sameWorkflow(records: readonly { readonly workflow_id: number }[]): number {
	const first = records[0];
	if (first === undefined) throw invalid("The list is empty", { field: "body" });
	if (records.some((record) => record.workflow_id !== first.workflow_id)) {
		throw invalid("All records of one request must have the same workflow_id", { field: "workflow_id" });
	}
	return first.workflow_id;
}

/** `st_mtime` absent or null sets it to null: the file has vanished (3-rest-api §3). */
export function updateFile(
	tx: Transaction,
	fileId: number,
	fields: { readonly name?: string; readonly path?: string; readonly st_mtime?: number | null | undefined },
): StoredRecord {
	const changed = changeRecord(tx, FILES, fileId, fields);
	if (fields.st_mtime !== undefined && fields.st_mtime !== null) return changed;
	clearColumn(tx, FILES, fileId, "st_mtime");
	return { ...changed, st_mtime: null };
}
