// What a user may do: from owners, groups, shares and the system's administrators (8-access, Access control).
import type { Database, SqlValue } from "../../../sqlite/database.ts";

export type ShareLevel = "read" | "run" | "manage";

/** The system group whose members administer the server. */
export const ADMIN_GROUP = "admin";

/** undefined: there is no such workflow. */
export function ownerOf(db: Database, workflowId: number): string | undefined {
	return db.get<{ user: string }>("SELECT user FROM workflow WHERE id = ?", workflowId)?.user;
}

/** The workflow of a record; undefined: there is no such record. `table` is one of ours, never a caller's text. */
export function workflowOfRecord(db: Database, table: string, id: number): number | undefined {
	return db.get<{ workflow_id: number }>(`SELECT workflow_id FROM ${table} WHERE id = ?`, id)?.workflow_id;
}

/** The levels at which the groups of a user share the workflow. */
export function sharedLevels(db: Database, workflowId: number, user: string): ShareLevel[] {
	return db.all<{ level: ShareLevel }>(SHARED_LEVELS, workflowId, user).map((row) => row.level);
}

const SHARED_LEVELS = `SELECT s.level FROM workflow_access_group s
	JOIN user_group_membership m ON m.group_id = s.group_id WHERE s.workflow_id = ? AND m.user_name = ?`;

export function isSystemAdmin(db: Database, user: string): boolean {
	return db.get(IS_ADMIN, ADMIN_GROUP, user) !== undefined;
}

const IS_ADMIN = `SELECT 1 FROM access_group g JOIN user_group_membership m ON m.group_id = g.id
	WHERE g.name = ? AND g.is_system = 1 AND m.user_name = ?`;

export function hasSystemAdmins(db: Database): boolean {
	return db.get(HAS_ADMINS, ADMIN_GROUP) !== undefined;
}

const HAS_ADMINS = `SELECT 1 FROM access_group g JOIN user_group_membership m ON m.group_id = g.id
	WHERE g.name = ? AND g.is_system = 1 LIMIT 1`;

export function groupExists(db: Database, groupId: number): boolean {
	return db.get("SELECT 1 FROM access_group WHERE id = ?", groupId) !== undefined;
}

/** undefined: no member. */
export function roleInGroup(db: Database, groupId: number, user: string): "member" | "admin" | undefined {
	return db.get<{ role: "member" | "admin" }>(ROLE, groupId, user)?.role;
}

const ROLE = "SELECT role FROM user_group_membership WHERE group_id = ? AND user_name = ?";

/** A condition over `workflow w` for what a user may see; undefined for a system administrator, who sees everything. */
export function visibleTo(
	db: Database,
	user: string,
): { readonly sql: string; readonly values: readonly SqlValue[] } | undefined {
	return isSystemAdmin(db, user) ? undefined : { sql: VISIBLE, values: [user, user] };
}

const VISIBLE = `(w.user = ? OR w.id IN (SELECT s.workflow_id FROM workflow_access_group s
	JOIN user_group_membership m ON m.group_id = s.group_id WHERE m.user_name = ?))`;
