// The shared lists of a draft: what jobs read, and whom they wait for.
import { digestIds } from "../dependencies/digest.ts";
import { internInputList } from "../dependencies/input-lists.ts";
import type { Transaction } from "../transaction.ts";
import { type DraftIds, idAt } from "./draft-ids.ts";

export function insertInputList(
	tx: Transaction,
	ids: DraftIds,
	kind: "file" | "user_data",
	indexes: readonly number[],
): number {
	const items = kind === "file" ? ids.files : ids.userData;
	const noun = kind === "file" ? "file" : "user data";
	return internInputList(
		tx.db,
		ids.workflowId,
		kind,
		indexes.map((index) => idAt(items, index, noun)),
	);
}

/** `members` ascending. A draft's lists are distinct, so no look-up is needed. */
export function insertDependencySet(tx: Transaction, workflowId: number, members: readonly number[]): number {
	const setId = tx.db.insert(INSERT_SET, workflowId, digestIds(members), members.length);
	for (const member of members) tx.db.run(INSERT_MEMBER, setId, member);
	return setId;
}

const INSERT_SET = `INSERT INTO dependency_set (workflow_id, kind, digest, open_count) VALUES (?, 'explicit', ?, ?)`;
const INSERT_MEMBER = "INSERT INTO dependency_member (set_id, job_id) VALUES (?, ?)";
