// Where the entities of an RO-Crate are kept.
import type { CrateEntity } from "../../core/crate-entities.ts";
import type { Transaction } from "../transaction.ts";

/** Added unless the workflow has it. */
export function addEntity(tx: Transaction, workflowId: number, entity: CrateEntity): void {
	tx.db.run(INSERT, workflowId, null, entity["@id"], typeOf(entity), JSON.stringify(entity));
}

/** Replaces what was said before under the same id. */
export function putEntity(tx: Transaction, workflowId: number, entity: CrateEntity): void {
	tx.db.run(
		`INSERT INTO ro_crate_entity (workflow_id, entity_id, entity_type, metadata) VALUES (?, ?, ?, ?)
			ON CONFLICT (workflow_id, entity_id) DO UPDATE SET entity_type = excluded.entity_type, metadata = excluded.metadata`,
		workflowId,
		entity["@id"],
		typeOf(entity),
		JSON.stringify(entity),
	);
}

/** The entity of a file, added unless another one has its id. */
export function addFileEntity(tx: Transaction, workflowId: number, fileId: number, entity: CrateEntity): void {
	tx.db.run(INSERT, workflowId, fileId, entity["@id"], typeOf(entity), JSON.stringify(entity));
}

const INSERT = `INSERT INTO ro_crate_entity (workflow_id, file_id, entity_id, entity_type, metadata) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT DO NOTHING`;

const typeOf = ({ "@type": type }: CrateEntity): string => (typeof type === "string" ? type : (type[0] ?? "Thing"));
