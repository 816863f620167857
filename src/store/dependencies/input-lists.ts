// Lists of files or user data that jobs read; each distinct list is stored once.
import type { Database } from "../../sqlite/database.ts";
import { digestIds } from "./digest.ts";

/** The list with these items, made when it is new. */
export function internInputList(
	db: Database,
	workflowId: number,
	kind: "file" | "user_data",
	items: readonly number[],
): number {
	const sorted = [...new Set(items)].sort((a, b) => a - b);
	const digest = digestIds(sorted);
	const existing = db.get<{ id: number }>(FIND, workflowId, kind, digest);
	if (existing) return existing.id;
	const id = db.insert("INSERT INTO input_list (workflow_id, kind, digest) VALUES (?, ?, ?)", workflowId, kind, digest);
	const insert = kind === "file" ? INSERT_FILE : INSERT_USER_DATA;
	for (const item of sorted) db.run(insert, id, item);
	return id;
}

const FIND = "SELECT id FROM input_list WHERE workflow_id = ? AND kind = ? AND digest = ?";
const INSERT_FILE = "INSERT INTO input_file_member (list_id, file_id) VALUES (?, ?)";
const INSERT_USER_DATA = "INSERT INTO input_user_data_member (list_id, user_data_id) VALUES (?, ?)";
