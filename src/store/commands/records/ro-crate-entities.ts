// Purpose: RO-Crate entities that clients store: one per @id and one per file of a workflow (3-rest-api §3).
import { invalid } from "../../../core/errors.ts";
import { getRecord, type StoredRecord } from "../../reads/records/record-table.ts";
import { RO_CRATE_ENTITIES } from "../../reads/records/record-tables.ts";
import type { Transaction } from "../../transaction.ts";
import { requireOwn } from "../jobs/create-jobs.ts";
import { changeRecord, clearColumn, createRecord, type Fields, type NewRecord } from "./records.ts";

/** file_id 0 means none. Errors: 404; 422 for a repeated @id or file, or another workflow's file. */
export function createRoCrateEntity(tx: Transaction, fields: NewRecord): StoredRecord {
	const entity = { ...fields, file_id: fields.file_id || null };
	checkLinks(tx, fields.workflow_id, 0, entity);
	return createRecord(tx, RO_CRATE_ENTITIES, entity);
}

/** file_id 0 takes the file away, absent leaves it. Errors as for a creation. */
export function updateRoCrateEntity(tx: Transaction, id: number, fields: Fields): StoredRecord {
	const { workflow_id } = getRecord(tx.db, RO_CRATE_ENTITIES, id);
	const wanted = { ...fields, file_id: fields.file_id || null };
	checkLinks(tx, workflow_id, id, wanted);
	const changed = changeRecord(tx, RO_CRATE_ENTITIES, id, wanted);
	if (fields.file_id !== 0) return changed;
	clearColumn(tx, RO_CRATE_ENTITIES, id, "file_id");
	return { ...changed, file_id: null };
}

function checkLinks(tx: Transaction, workflowId: number, ownId: number, fields: Fields): void {
	const { file_id, entity_id } = fields as { readonly file_id: number | null; readonly entity_id?: string };
	if (entity_id === "") throw invalid("entity_id must not be empty", { field: "entity_id" });
	if (file_id !== null) requireOwn(tx, workflowId, { table: "file", field: "file_id", ids: [file_id] });
	const taken = (column: string, value: string | number): boolean =>
		tx.db.get(
			`SELECT 1 FROM ro_crate_entity WHERE workflow_id = ? AND ${column} = ? AND id <> ?`,
			workflowId,
			value,
			ownId,
		) !== undefined;
	if (file_id !== null && taken("file_id", file_id)) {
		throw invalid("RO-Crate entity already exists for this workflow/file link", { field: "file_id", value: file_id });
	}
	if (entity_id !== undefined && taken("entity_id", entity_id)) {
		const message = "RO-Crate entity already exists for this workflow/entity_id link";
		throw invalid(message, { field: "entity_id", value: entity_id });
	}
}
