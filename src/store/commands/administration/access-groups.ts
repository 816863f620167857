// Purpose: groups, their members, and shares of workflows with them. Each change is announced, so that streams and waiting
// requests look again whether their callers still have access. System groups are the server's own.
import { invalid, notFound, TorcError } from "../../../core/errors.ts";
import { ADMIN_GROUP, ownerOf, type ShareLevel } from "../../reads/administration/access.ts";
import {
	findMembership,
	findShare,
	type GroupRecord,
	getGroup,
	type MembershipRecord,
	type ShareRecord,
} from "../../reads/administration/access-groups.ts";
import type { Transaction } from "../../transaction.ts";

/** Errors: 409 when the name is taken; 422 without a name. */
export function createGroup(tx: Transaction, name: string, description: string | null): GroupRecord {
	if (name.trim() === "") throw invalid("A group needs a name", { field: "name" });
	if (tx.db.get("SELECT 1 FROM access_group WHERE name = ?", name) !== undefined) {
		throw new TorcError("conflict", `Access group '${name}' already exists`);
	}
	const sql = "INSERT INTO access_group (name, description, created_at) VALUES (?, ?, ?)";
	return getGroup(tx.db, tx.db.insert(sql, name, description, tx.timestamp));
}

/** Memberships and shares go with it; answers the group as it was. Errors: 404; 403 for a system group. */
export function deleteGroup(tx: Transaction, groupId: number): GroupRecord {
	const group = ownGroup(tx, groupId);
	tx.db.run("DELETE FROM access_group WHERE id = ?", groupId);
	announce(tx);
	return group;
}

/** Errors: 404; 403 for a system group; 409 for a member; 422 for another role, or no name. */
export function addMember(tx: Transaction, groupId: number, user: string, role: string): MembershipRecord {
	const group = ownGroup(tx, groupId);
	if (user.trim() === "") throw invalid("A member needs a name", { field: "user_name" });
	if (role !== "member" && role !== "admin") {
		throw invalid(`role must be member or admin, not '${role}'`, { field: "role", value: role });
	}
	const present = findMembership(tx.db, groupId, user);
	if (present !== undefined) {
		throw new TorcError("conflict", `User '${user}' is already in group '${group.name}' as ${present.role}`, {
			hint: "Remove the user from the group first to change the role.",
		});
	}
	tx.db.run(INSERT_MEMBER, user, groupId, role, tx.timestamp);
	announce(tx);
	return findMembership(tx.db, groupId, user) as MembershipRecord;
}

const INSERT_MEMBER = "INSERT INTO user_group_membership (user_name, group_id, role, created_at) VALUES (?, ?, ?, ?)";

/** Answers the membership as it was. Errors: 404; 403 for a system group. */
export function removeMember(tx: Transaction, groupId: number, user: string): MembershipRecord {
	const group = ownGroup(tx, groupId);
	const present = findMembership(tx.db, groupId, user);
	if (present === undefined) throw new TorcError("not_found", `User '${user}' is not in group '${group.name}'`);
	tx.db.run("DELETE FROM user_group_membership WHERE id = ?", present.id);
	announce(tx);
	return present;
}

/** Without a level everything is allowed, and a second share is a conflict; with one, the share has it then. Errors: 404; 409. */
export function shareWorkflow(
	tx: Transaction,
	{ workflowId, groupId, level }: { workflowId: number; groupId: number; level: ShareLevel | null },
): ShareRecord {
	if (ownerOf(tx.db, workflowId) === undefined) throw notFound("Workflow", workflowId);
	const group = getGroup(tx.db, groupId);
	if (level === null && findShare(tx.db, workflowId, groupId) !== undefined) {
		throw new TorcError("conflict", `Workflow ${workflowId} is already shared with group '${group.name}'`);
	}
	tx.db.run(SHARE, workflowId, groupId, level ?? "manage", tx.timestamp);
	announce(tx, workflowId);
	return findShare(tx.db, workflowId, groupId) as ShareRecord;
}

const SHARE = `INSERT INTO workflow_access_group (workflow_id, group_id, level, created_at) VALUES (?, ?, ?, ?)
	ON CONFLICT DO UPDATE SET level = excluded.level`;

/** Answers the share as it was. Error: 404. */
export function unshareWorkflow(tx: Transaction, workflowId: number, groupId: number): ShareRecord {
	if (ownerOf(tx.db, workflowId) === undefined) throw notFound("Workflow", workflowId);
	const group = getGroup(tx.db, groupId);
	const share = findShare(tx.db, workflowId, groupId);
	if (share === undefined) {
		throw new TorcError("not_found", `Workflow ${workflowId} is not shared with group '${group.name}'`);
	}
	tx.db.run("DELETE FROM workflow_access_group WHERE workflow_id = ? AND group_id = ?", workflowId, groupId);
	announce(tx, workflowId);
	return share;
}

/** Makes the admin group what the configuration says, and nothing else; the name is the server's from then on. */
export function setSystemAdmins(tx: Transaction, users: readonly string[]): void {
	tx.db.run(CLAIM_ADMIN_GROUP, ADMIN_GROUP, tx.timestamp);
	const group = tx.db.get<{ id: number }>("SELECT id FROM access_group WHERE name = ?", ADMIN_GROUP);
	const groupId = group?.id as number;
	const wanted = new Set(users);
	for (const { user_name } of tx.db.all<{ user_name: string }>(MEMBERS, groupId)) {
		if (wanted.delete(user_name)) continue;
		tx.db.run("DELETE FROM user_group_membership WHERE group_id = ? AND user_name = ?", groupId, user_name);
	}
	for (const user of wanted) tx.db.run(INSERT_MEMBER, user, groupId, "admin", tx.timestamp);
}

const MEMBERS = "SELECT user_name FROM user_group_membership WHERE group_id = ?";
const CLAIM_ADMIN_GROUP = `INSERT INTO access_group (name, description, is_system, created_at)
	VALUES (?, 'System administrators, from the server''s configuration', 1, ?)
	ON CONFLICT (name) DO UPDATE SET is_system = 1 WHERE is_system = 0`;

/** Errors: 404; 403: system groups are filled from the configuration at the server's start. */
function ownGroup(tx: Transaction, groupId: number): GroupRecord {
	const group = getGroup(tx.db, groupId);
	if (!group.is_system) return group;
	throw new TorcError("denied", `Group '${group.name}' is the server's own and cannot be changed here`, {
		hint: "Its members are the server's --admin-user settings.",
	});
}

/** 0: what concerns no single workflow. */
const announce = (tx: Transaction, workflowId = 0): void => tx.emit(workflowId, "access_changed", {}, "debug");
