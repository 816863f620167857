// Copies a database that may be in use: whole, or only some of its workflows, with all ids kept.
import { notFound, TorcError } from "../core/errors.ts";
import { type Database, describeSqliteError, openDatabase } from "../sqlite/database.ts";

export interface CopyOptions {
	readonly from: string;
	/** Must not exist. */
	readonly to: string;
	/** Null: everything. */
	readonly keep: Kept | null;
	/** Keep users' groups and shares in a copy of some workflows too. */
	readonly keepGroups: boolean;
	/** Give the space of what is not kept back. */
	readonly vacuum: boolean;
}

/** One of them is given. */
export type Kept =
	| { readonly ids: readonly number[] }
	| { readonly users: readonly string[] }
	| { readonly groupIds: readonly number[] };

/** Answers the number of workflows in the copy. Errors: `not_found` when none matches; nothing is written then. */
export function copyDatabase({ from, to, keep, keepGroups, vacuum }: CopyOptions): number {
	const source = openDatabase(from, { readOnly: true });
	let ids: readonly number[];
	try {
		ids = keep === null ? workflowIds(source) : matching(source, keep);
		// One consistent moment, whatever a server writes meanwhile.
		source.run("VACUUM INTO ?", to);
	} catch (error) {
		throw describeSqliteError(error, from);
	} finally {
		source.close();
	}
	const copy = openDatabase(to);
	try {
		if (keep !== null) prune(copy, ids, keepGroups);
		if (keep !== null && vacuum) copy.exec("VACUUM");
		// One file, without companions.
		copy.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
	} finally {
		copy.close();
	}
	return ids.length;
}

const workflowIds = (db: Database): number[] => db.all<{ id: number }>("SELECT id FROM workflow").map(({ id }) => id);

function matching(db: Database, keep: Kept): number[] {
	if ("ids" in keep) {
		const existing = new Set(workflowIds(db));
		const missing = keep.ids.find((id) => !existing.has(id));
		if (missing !== undefined) throw notFound("Workflow", missing);
		return [...new Set(keep.ids)];
	}
	const [sql, values, what] =
		"users" in keep
			? ["SELECT id FROM workflow WHERE user IN (SELECT value FROM json_each(?))", keep.users, "of these users"]
			: [
					"SELECT DISTINCT workflow_id AS id FROM workflow_access_group WHERE group_id IN (SELECT value FROM json_each(?))",
					keep.groupIds,
					"shared with these groups",
				];
	const ids = db.all<{ id: number }>(sql, JSON.stringify(values)).map(({ id }) => id);
	if (ids.length > 0) return ids;
	throw new TorcError("not_found", `There are no workflows ${what}: ${values.join(", ")}`, {
		hint: "Nothing was written.",
	});
}

/** What belongs to a workflow goes with it (foreign keys); the logs tell of everybody's. */
function prune(copy: Database, ids: readonly number[], keepGroups: boolean): void {
	copy.exec("BEGIN IMMEDIATE");
	copy.run("DELETE FROM workflow WHERE id NOT IN (SELECT value FROM json_each(?))", JSON.stringify(ids));
	copy.exec("DELETE FROM admin_audit_log; DELETE FROM change_log");
	if (!keepGroups) copy.exec("DELETE FROM access_group");
	copy.exec("COMMIT");
}
