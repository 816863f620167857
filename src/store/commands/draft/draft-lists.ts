// The shared lists of a draft: what jobs read, and whom they wait for.
import { digestIds } from "../../dependencies/digest.ts";
import { internInputList } from "../../dependencies/input-lists.ts";
import type { Transaction } from "../../transaction.ts";
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

/** Our own drafts have each list once, ascending; what other programs send need not. */
export function insertDependencySet(tx: Transaction, workflowId: number, members: readonly number[]): number {
	const distinct = isAscending(members) ? members : [...new Set(members)].sort((a, b) => a - b);
	const row = tx.db.get<{ id: number }>(INSERT_SET, workflowId, digestIds(distinct), distinct.length);
	const setId = (row as { readonly id: number }).id;
	for (const member of distinct) tx.db.run(INSERT_MEMBER, setId, member);
	return setId;
}

const isAscending = (ids: readonly number[]): boolean =>
	ids.every((id, index) => index === 0 || (ids[index - 1] as number) < id);

const INSERT_SET = `INSERT INTO dependency_set (workflow_id, kind, digest, open_count) VALUES (?, 'explicit', ?, ?)
	ON CONFLICT DO UPDATE SET open_count = excluded.open_count RETURNING id`;
const INSERT_MEMBER = "INSERT OR IGNORE INTO dependency_member (set_id, job_id) VALUES (?, ?)";
