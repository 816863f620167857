// The one place that decides whether a request may be answered: each declared rule becomes a check, compiled once per route.
import type { Access } from "../../contract/access.ts";
import { notFound } from "../../core/errors.ts";
import type { Connection } from "../../platform/listen.ts";
import type { Database } from "../../sqlite/database.ts";
import { groupExists, isSystemAdmin, ownerOf, roleInGroup } from "../../store/reads/administration/access.ts";
import { checkAdministration } from "./administration.ts";
import { denied } from "./denied.ts";
import { compileWorkflowCheck, type WorkflowAccess } from "./workflow-check.ts";

export interface AccessPolicy {
	readonly db: Database;
	/** Access control is enforced; else everything but the administration of the server is open to everybody. */
	readonly enforced: boolean;
	/** There is a file of users. */
	readonly knowsUsers: boolean;
}

/** The request, as far as rules look at it. */
export interface Ask {
	readonly params: Readonly<Record<string, unknown>>;
	readonly query: Readonly<Record<string, unknown>>;
	/** undefined until it has been read. */
	readonly body: unknown;
	/** null = anonymous. */
	readonly user: string | null;
	readonly connection: Connection;
}

/** Errors: 404 for what is not there, before 403 for what is refused. */
export type Check = (ask: Ask) => void;

export interface Guard {
	/** The rule looks at the body; else it is checked before a body is read. */
	readonly readsBody: boolean;
	readonly check: Check;
	/** The answer shows only what its caller may see. */
	readonly limitsView: boolean;
}

export function compileGuard(access: Access, policy: AccessPolicy): Guard {
	const limitsView = policy.enforced && access === "visible workflows";
	const readsBody = policy.enforced && (access.includes(" body.") || access === "share workflow");
	const check = compileCheck(access, policy);
	return { readsBody, limitsView, check: (ask) => check(ask.user === NOBODY ? { ...ask, user: null } : ask) };
}

/** This name counts as nobody (8-access, Authentication). */
const NOBODY = "anonymous";

function compileCheck(access: Access, policy: AccessPolicy): Check {
	if (access === "administer server") return (ask) => checkAdministration(policy, ask);
	if (!policy.enforced) return () => undefined;
	const rule = RULES[access as keyof typeof RULES];
	if (rule !== undefined) return (ask) => rule(policy.db, ask);
	return compileWorkflowCheck(access as WorkflowAccess, policy.db);
}

const RULES = {
	"known user": knownUser,
	"visible workflows": knownUser,
	"system admin": systemAdmin,
	"group member": (db, ask) => inGroup(db, ask, ["member", "admin"]),
	"group admin": (db, ask) => inGroup(db, ask, ["admin"]),
	"share workflow": shareWorkflow,
	self: selfOrAdmin,
} as const satisfies Partial<Record<Access, (db: Database, ask: Ask) => void>>;

function knownUser(_db: Database, { user }: Ask): void {
	if (user === null) throw denied(user, "use this server");
}

function systemAdmin(db: Database, { user }: Ask): void {
	if (user === null || !isSystemAdmin(db, user)) throw denied(user, "do this: it is for system administrators");
}

function inGroup(db: Database, { params, user }: Ask, roles: readonly string[]): void {
	const groupId = params.id as number;
	if (!groupExists(db, groupId)) throw notFound("AccessGroup", groupId);
	if (user !== null && (roles.includes(roleInGroup(db, groupId, user) ?? "") || isSystemAdmin(db, user))) return;
	throw denied(user, roles.includes("member") ? `look into group ${groupId}` : `administer group ${groupId}`);
}

function shareWorkflow(db: Database, { params, body, user }: Ask): void {
	const workflowId = params.id as number;
	const groupId = (params.group_id ?? (body as { group_id?: unknown }).group_id) as number;
	const owner = ownerOf(db, workflowId);
	if (owner === undefined) throw notFound("Workflow", workflowId);
	if (!groupExists(db, groupId)) throw notFound("AccessGroup", groupId);
	if (user !== null && (user === owner || roleInGroup(db, groupId, user) === "admin" || isSystemAdmin(db, user)))
		return;
	throw denied(user, `share workflow ${workflowId} with group ${groupId}`);
}

function selfOrAdmin(db: Database, { params, user }: Ask): void {
	const workflowId = params.workflow_id as number | undefined;
	if (workflowId !== undefined && ownerOf(db, workflowId) === undefined) throw notFound("Workflow", workflowId);
	if (user !== null && (user === params.user_name || isSystemAdmin(db, user))) return;
	throw denied(user, `ask about user '${params.user_name}'`);
}
