// Files as entities of an RO-Crate: the inputs of a workflow when it is initialized, its outputs when they are written.
import { basename } from "node:path";
import { type CrateEntity, jobActionId, reference, runId } from "../../core/crate-entities.ts";
import { mediaType } from "../../platform/media-type.ts";
import type { Transaction } from "../transaction.ts";
import { addFileEntity } from "./entity.ts";

interface FileRow {
	readonly id: number;
	readonly path: string;
	readonly identifier: string | null;
	readonly st_mtime: number;
	readonly row: number | null;
	readonly entity_id: string | null;
	readonly metadata: string | null;
}

const FILES = `SELECT f.id, f.path, f.identifier, f.st_mtime, e.id AS row, e.entity_id, e.metadata
	FROM file f LEFT JOIN ro_crate_entity e ON e.workflow_id = f.workflow_id AND e.file_id = f.id
	WHERE f.workflow_id = ?`;

/** Every file that was there: what a person or a run said of it before stays beside what follows from the file itself. */
export function describeFiles(tx: Transaction, workflowId: number): void {
	for (const file of tx.db.all<FileRow>(`${FILES} AND f.st_mtime IS NOT NULL`, workflowId)) {
		writeFile(tx, workflowId, file, {});
	}
}

export interface WrittenFile {
	readonly file_id: number;
	readonly size_bytes: number;
	/** Hexadecimal. */
	readonly sha256?: string | null | undefined;
}

export interface Writer {
	readonly workflowId: number;
	readonly jobId: number;
	readonly run: number;
	readonly attempt: number;
}

/** Answers the ids of the entities. */
export function describeOutputs(tx: Transaction, writer: Writer, outputs: readonly WrittenFile[]): string[] {
	return outputs.flatMap(({ file_id, size_bytes, sha256 }) => {
		const file = tx.db.get<FileRow>(`${FILES} AND f.id = ?`, writer.workflowId, file_id);
		if (file === undefined) return [];
		const id = writeFile(tx, writer.workflowId, file, {
			contentSize: size_bytes,
			...(sha256 && { sha256 }),
			"prov:wasGeneratedBy": reference(jobActionId(writer.jobId, writer.attempt)),
			"prov:wasAttributedTo": reference(runId(writer.run)),
		});
		return [id];
	});
}

/** Answers the entity's id. */
function writeFile(
	tx: Transaction,
	workflowId: number,
	file: FileRow,
	more: Readonly<Record<string, unknown>>,
): string {
	const id = file.entity_id ?? file.identifier ?? file.path;
	const entity: CrateEntity = {
		"@id": id,
		"@type": ["File", "prov:Entity"],
		name: basename(file.path),
		encodingFormat: mediaType(file.path),
		dateModified: new Date(file.st_mtime * 1000).toISOString(),
		...(id !== file.path && { sameAs: reference(file.path) }),
		...more,
	};
	if (file.row === null) addFileEntity(tx, workflowId, file.id, entity);
	else {
		const known = JSON.parse(file.metadata ?? "{}") as object;
		const sql = "UPDATE ro_crate_entity SET metadata = ? WHERE id = ?";
		tx.db.run(sql, JSON.stringify({ ...known, ...entity }), file.row);
	}
	return id;
}
