// Access groups, their members, and which workflows are shared with them.
import { notFound } from "../../../core/errors.ts";
import type { Database, SqlRow, SqlValue } from "../../../sqlite/database.ts";
import { clampPaging, type PageQuery } from "../paging/page.ts";
import { isSystemAdmin, ownerOf, type ShareLevel } from "./access.ts";

export interface GroupRecord {
	readonly id: number;
	readonly name: string;
	readonly description: string | null;
	readonly is_system: boolean;
	readonly created_at: string;
	/** In the list of a workflow's groups. */
	readonly level?: ShareLevel;
}

export interface MembershipRecord {
	readonly id: number;
	readonly user_name: string;
	readonly group_id: number;
	readonly role: string;
	readonly created_at: string;
}

export interface ShareRecord {
	readonly workflow_id: number;
	readonly group_id: number;
	readonly level: ShareLevel;
	readonly created_at: string;
}

export interface AccessPage<T> {
	readonly items: T[];
	readonly offset: number;
	readonly limit: number;
	readonly total_count: number;
	readonly has_more: boolean;
}

const GROUP = "g.id, g.name, g.description, g.is_system, g.created_at";
const MEMBERSHIP = "id, user_name, group_id, role, created_at";

/** Error: 404. */
export function getGroup(db: Database, groupId: number): GroupRecord {
	const row = db.get<SqlRow>(`SELECT ${GROUP} FROM access_group g WHERE id = ?`, groupId);
	if (row === undefined) throw notFound("AccessGroup", groupId);
	return toGroup(row);
}

export const listGroups = (db: Database, query: PageQuery): AccessPage<GroupRecord> =>
	readAccessPage(db, { columns: GROUP, from: "FROM access_group g", key: "g.id", values: [] }, query, toGroup);

export function listUserGroups(db: Database, user: string, query: PageQuery): AccessPage<GroupRecord> {
	const from = "FROM access_group g JOIN user_group_membership m ON m.group_id = g.id WHERE m.user_name = ?";
	return readAccessPage(db, { columns: GROUP, from, key: "g.id", values: [user] }, query, toGroup);
}

/** Error: 404. */
export function listWorkflowGroups(db: Database, workflowId: number, query: PageQuery): AccessPage<GroupRecord> {
	if (ownerOf(db, workflowId) === undefined) throw notFound("Workflow", workflowId);
	const from = "FROM access_group g JOIN workflow_access_group s ON s.group_id = g.id WHERE s.workflow_id = ?";
	return readAccessPage(db, { columns: `${GROUP}, s.level`, from, key: "g.id", values: [workflowId] }, query, toGroup);
}

/** Error: 404. */
export function listMembers(db: Database, groupId: number, query: PageQuery): AccessPage<MembershipRecord> {
	getGroup(db, groupId);
	const from = "FROM user_group_membership WHERE group_id = ?";
	return readAccessPage(
		db,
		{ columns: MEMBERSHIP, from, key: "id", values: [groupId] },
		query,
		(row: MembershipRecord) => row,
	);
}

export function findMembership(db: Database, groupId: number, user: string): MembershipRecord | undefined {
	const sql = `SELECT ${MEMBERSHIP} FROM user_group_membership WHERE group_id = ? AND user_name = ?`;
	return db.get<MembershipRecord>(sql, groupId, user);
}

export function findShare(db: Database, workflowId: number, groupId: number): ShareRecord | undefined {
	const sql = `SELECT workflow_id, group_id, level, created_at FROM workflow_access_group
		WHERE workflow_id = ? AND group_id = ?`;
	return db.get<ShareRecord>(sql, workflowId, groupId);
}

/** Why a user has access to a workflow; null: he has none. Error: 404. */
export function reasonOfAccess(db: Database, workflowId: number, user: string): string | null {
	const owner = ownerOf(db, workflowId);
	if (owner === undefined) throw notFound("Workflow", workflowId);
	if (user === "anonymous") return null;
	if (user === owner) return "owner of the workflow";
	if (isSystemAdmin(db, user)) return "system administrator";
	const share = db.get<{ name: string; level: ShareLevel }>(BEST_SHARE, workflowId, user);
	if (share === undefined) return null;
	return `member of group '${share.name}'${share.level === "manage" ? "" : `, which may only ${share.level} it`}`;
}

const BEST_SHARE = `SELECT g.name, s.level FROM workflow_access_group s JOIN access_group g ON g.id = s.group_id
	JOIN user_group_membership m ON m.group_id = g.id WHERE s.workflow_id = ? AND m.user_name = ?
	ORDER BY CASE s.level WHEN 'manage' THEN 0 WHEN 'run' THEN 1 ELSE 2 END, g.id LIMIT 1`;

interface AccessSelection {
	readonly columns: string;
	readonly from: string;
	readonly key: string;
	readonly values: readonly SqlValue[];
}

/** Out-of-range paging means the bound (3-rest-api §1). */
function readAccessPage<Row, T>(
	db: Database,
	{ columns, from, key, values }: AccessSelection,
	query: PageQuery,
	toItem: (row: Row) => T,
): AccessPage<T> {
	const { offset, limit } = clampPaging(query);
	const total = db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...values)?.n ?? 0;
	const rows = db.all<Row>(`SELECT ${columns} ${from} ORDER BY ${key} LIMIT ? OFFSET ?`, ...values, limit, offset);
	const has_more = offset + rows.length < total;
	return { items: rows.map(toItem), offset, limit, total_count: total, has_more };
}

const toGroup = (row: SqlRow): GroupRecord => ({ ...row, is_system: row.is_system === 1 }) as unknown as GroupRecord;
