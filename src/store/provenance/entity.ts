// Entities of an RO-Crate as this server writes them (researchobject.org/ro-crate/1.1), and where they are kept.
import type { Transaction } from "../transaction.ts";

export interface Entity {
	readonly "@id": string;
	/** Its first word is the entity's type. */
	readonly "@type": string | readonly string[];
	readonly [property: string]: unknown;
}

export const reference = (id: string): { readonly "@id": string } => ({ "@id": id });

export const PLAN = "#torc-workflow";
export const runId = (run: number): string => `#torc-run-id-${run}`;
export const softwareId = (program: string, run: number): string => `#software-${program}-run-id-${run}`;
export const jobActionId = (jobId: number, attempt: number): string => `#job-${jobId}-attempt-${attempt}`;

/** Added unless the workflow has it. */
export function addEntity(tx: Transaction, workflowId: number, entity: Entity): void {
	tx.db.run(INSERT, workflowId, null, entity["@id"], typeOf(entity), JSON.stringify(entity));
}

/** Replaces what was said before under the same id. */
export function putEntity(tx: Transaction, workflowId: number, entity: Entity): void {
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
export function addFileEntity(tx: Transaction, workflowId: number, fileId: number, entity: Entity): void {
	tx.db.run(INSERT, workflowId, fileId, entity["@id"], typeOf(entity), JSON.stringify(entity));
}

const INSERT = `INSERT INTO ro_crate_entity (workflow_id, file_id, entity_id, entity_type, metadata) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT DO NOTHING`;

const typeOf = ({ "@type": type }: Entity): string => (typeof type === "string" ? type : (type[0] ?? "Thing"));
