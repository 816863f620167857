// Rules about a workflow and everything in it: where the request names it, and what its caller may do with it.
import { type Access, LEVELS, type Level, OWNED_RECORDS, type OwnedRecord } from "../../contract/access.ts";
import { invalid, notFound } from "../../core/errors.ts";
import type { Database } from "../../sqlite/database.ts";
import { isSystemAdmin, ownerOf, sharedLevels, workflowOfRecord } from "../../store/reads/administration/access.ts";
import { denied } from "./denied.ts";
import type { Ask, Check } from "./guard.ts";

export type WorkflowAccess = Extract<Access, `${Level | "find"} ${string}`>;

export const isWorkflowAccess = (access: Access): access is WorkflowAccess => /^(read|run|manage|find) /.test(access);

/** The workflow that a request names, itself or by a record; undefined: it, or the record, is not there. */
export function locateWorkflow(access: WorkflowAccess, db: Database): (ask: Ask) => number | undefined {
	const locate = locator(access.split(" ")[1] ?? "", db);
	return (ask) => locate(ask).workflowId;
}

/** Answers 404 for a missing workflow or record, then 403; for `find`, 404 in both cases. */
export function compileWorkflowCheck(access: WorkflowAccess, db: Database): Check {
	const [verb = "", place = ""] = access.split(" ");
	const wanted = verb === "find" ? "read" : (verb as Level);
	const locate = locator(place, db);
	return (ask) => {
		const { workflowId, missing } = locate(ask);
		const owner = workflowId === undefined ? undefined : ownerOf(db, workflowId);
		if (workflowId === undefined || owner === undefined) throw missing();
		const level = ask.user === null ? null : levelOf(db, { workflowId, owner, user: ask.user });
		if (level !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(wanted)) return;
		throw verb === "find" ? missing() : refusal(ask.user, workflowId, { wanted, level });
	};
}

interface Located {
	/** undefined: the record is not there. */
	readonly workflowId: number | undefined;
	readonly missing: () => Error;
}
type Locate = (ask: Ask) => Located;

function locator(place: string, db: Database): Locate {
	if (place === "workflow") return ({ params }) => byId(params.id);
	if (place === "query.workflow_id") return ({ query }) => byId(query.workflow_id);
	if (place === "body.workflow_id") return ({ body }) => byId((body as Named).workflow_id);
	if (place.startsWith("body.")) {
		const list = place.slice("body.".length);
		return ({ body }) => {
			const first = (body as Record<string, readonly Named[]>)[list]?.[0];
			if (first !== undefined) return byId(first.workflow_id);
			return { workflowId: undefined, missing: () => invalid(`The list of ${list.replace("_", " ")} is empty`) };
		};
	}
	const record = OWNED_RECORDS.find((name) => name === place);
	if (record === undefined) throw new Error(`There is no access rule for ${place}`);
	return ({ params }) => {
		const id = params.id as number;
		return { workflowId: workflowOfRecord(db, record, id), missing: () => notFound(NOUNS[record], id) };
	};
}

interface Named {
	readonly workflow_id?: unknown;
}

const byId = (id: unknown): Located => ({
	workflowId: id as number | undefined,
	missing: () => notFound("Workflow", String(id)),
});

/** As their own handlers name them. */
const NOUNS: Readonly<Record<OwnedRecord, string>> = {
	compute_node: "ComputeNode",
	event: "Event",
	failure_handler: "FailureHandler",
	file: "File",
	job: "Job",
	local_scheduler: "LocalScheduler",
	resource_requirements: "ResourceRequirements",
	result: "Result",
	ro_crate_entity: "RoCrateEntity",
	scheduled_compute_node: "ScheduledComputeNode",
	slurm_scheduler: "SlurmScheduler",
	task: "Task",
	user_data: "UserData",
};

interface Question {
	readonly workflowId: number;
	readonly owner: string;
	readonly user: string;
}

/** null: no access. Owners and system administrators may do everything. */
export function levelOf(db: Database, { workflowId, owner, user }: Question): Level | null {
	if (user === owner || isSystemAdmin(db, user)) return "manage";
	const levels = sharedLevels(db, workflowId, user);
	return LEVELS.findLast((level) => levels.includes(level)) ?? null;
}

function refusal(
	user: string | null,
	workflowId: number,
	{ wanted, level }: { readonly wanted: Level; readonly level: Level | null },
): Error {
	const what = level === null ? `use workflow ${workflowId}` : `${wanted} workflow ${workflowId}, only ${level} it`;
	return denied(user, what, `Its owner can share it: torc access-groups add-workflow ${workflowId} GROUP_ID`);
}
