// Whether a workflow's job ids have no gaps, so that an offset is an addition: true for every workflow made in one go.
import type { Database } from "../../../sqlite/database.ts";

/** The first id when the ids are consecutive, else null. Two index look-ups. */
export function denseJobs(db: Database, workflowId: number, count: number): number | null {
	if (count === 0) return null;
	const first = db.get<{ id: number }>(FIRST, workflowId)?.id;
	const last = db.get<{ id: number }>(LAST, workflowId)?.id;
	return first !== undefined && last !== undefined && last - first + 1 === count ? first : null;
}

const FIRST = "SELECT id FROM job WHERE workflow_id = ? ORDER BY id LIMIT 1";
const LAST = "SELECT id FROM job WHERE workflow_id = ? ORDER BY id DESC LIMIT 1";
