// Names of jobs by id, in one query.
import type { Database } from "../../../sqlite/database.ts";

/** Unknown ids are left out. */
export function readJobNames(db: Database, jobIds: readonly number[]): Map<number, string> {
	const ids = JSON.stringify([...new Set(jobIds)]);
	const rows = db.all<{ id: number; name: string }>(NAMES, ids);
	return new Map(rows.map((row) => [row.id, row.name]));
}

const NAMES = "SELECT j.id, j.name FROM json_each(?) e CROSS JOIN job j ON j.id = e.value";
