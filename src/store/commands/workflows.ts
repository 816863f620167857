// Purpose: create, change, archive and delete workflow records (2-states §3, 3-rest-api §3).
import { countable } from "../../core/counter-limit.ts";
import type { DraftWorkflow } from "../../core/draft.ts";
import { isEnvName } from "../../core/env-name.ts";
import { invalid } from "../../core/errors.ts";
import { getWorkflowState } from "../reads/workflows/workflow-state.ts";
import { getWorkflow, type WorkflowRecord } from "../reads/workflows/workflows.ts";
import type { Transaction } from "../transaction.ts";
import { insertDraftWorkflow } from "./draft/draft-workflow.ts";
import { refuseArchived } from "./refuse-archived.ts";
import { createEvent, recordUserAction } from "./store-event.ts";

type Loose<T> = { readonly [K in keyof T]?: T[K] | null | undefined };
export type WorkflowInput = Loose<Omit<DraftWorkflow, "dynamic_jobs">> & {
	readonly name: string;
	readonly user: string;
	readonly dynamic_jobs?: { readonly max_iterations?: number | null | undefined } | null | undefined;
};

/** Answers the id. Errors: 422 for bad env names, max_iterations < 1, unknown or repeated access groups. */
export function createWorkflow(tx: Transaction, input: WorkflowInput, authenticatedUser: string | null): number {
	for (const name of Object.keys(input.env ?? {})) {
		if (!isEnvName(name)) throw invalid(`env: '${name}' is no valid variable name`, { field: "env", value: name });
	}
	const iterations = input.dynamic_jobs?.max_iterations;
	if (iterations !== undefined && iterations !== null && iterations < 1) {
		throw invalid(`dynamic_jobs.max_iterations must be >= 1, not ${iterations}`, { field: "dynamic_jobs" });
	}
	const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
	const env = input.env && Object.keys(input.env).length > 0 ? { env: input.env } : {};
	delete given.env;
	return insertDraftWorkflow(tx, { ...given, ...env } as unknown as DraftWorkflow, authenticatedUser).workflowId;
}

const UPDATABLE = [
	"name",
	"user",
	"description",
	"project",
	"compute_node_expiration_buffer_seconds",
	"compute_node_wait_for_new_jobs_seconds",
	"compute_node_wait_for_healthy_database_minutes",
	"compute_node_min_time_for_new_jobs_seconds",
	"jobs_sort_method",
] as const;
const UPDATABLE_FLAGS = ["compute_node_ignore_workflow_completion", "use_pending_failed", "enable_ro_crate"] as const;
const UPDATABLE_JSON = ["metadata", "slurm_defaults", "resource_monitor_config", "execution_config"] as const;
const IMMUTABLE = ["env", "submission_directory", "dynamic_jobs", "access_groups"] as const;

/**
 * run_id, is_canceled and is_archived in the input are ignored; empty text is no value, as null is none.
 * Errors: 404; 422 naming changed immutable fields.
 */
export function updateWorkflow(tx: Transaction, workflowId: number, input: Partial<WorkflowInput>): void {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	const stored = getWorkflow(tx.db, workflowId);
	const changed = IMMUTABLE.filter((field) => given(input[field]) && !sameValue(input[field], stored[field]));
	if (changed.length > 0)
		throw invalid(`Workflow ${workflowId}: ${changed.join(", ")} is immutable`, { field: changed[0] });
	for (const field of UPDATABLE)
		if (given(input[field]) && input[field] !== "") set(tx, workflowId, field, input[field] as string | number);
	for (const field of UPDATABLE_FLAGS) if (given(input[field])) set(tx, workflowId, field, Number(input[field]));
	for (const field of UPDATABLE_JSON) if (given(input[field])) set(tx, workflowId, field, JSON.stringify(input[field]));
	if (given(input.user) && input.user !== stored.user) tx.emit(workflowId, "access_changed", {}, "debug");
}

const given = (value: unknown): boolean => value !== undefined && value !== null;

function set(tx: Transaction, workflowId: number, field: string, value: string | number): void {
	tx.db.run(`UPDATE workflow SET ${field} = ? WHERE id = ?`, value, workflowId);
}

/** Equal up to the order of keys and list entries, and empty = absent. */
function sameValue(a: unknown, b: unknown): boolean {
	const canonical = (value: unknown): string => {
		if (value === null || value === undefined) return "";
		if (Array.isArray(value)) return value.length === 0 ? "" : JSON.stringify([...value].sort());
		if (typeof value !== "object") return JSON.stringify(value);
		const entries = Object.entries(value).filter(([, inner]) => given(inner));
		return entries.length === 0 ? "" : JSON.stringify(entries.sort(([x], [y]) => (x < y ? -1 : 1)));
	};
	return canonical(a) === canonical(b);
}

export function archiveWorkflow(tx: Transaction, workflowId: number, isArchived: boolean, user: string): void {
	getWorkflowState(tx.db, workflowId);
	tx.db.run("UPDATE workflow SET is_archived = ? WHERE id = ?", Number(isArchived), workflowId);
	recordUserAction(tx, workflowId, { action: "archive_workflow", user, is_archived: isArchived });
}

/**
 * 0.12's status record. run_id may be raised or repeated, never lowered; an archived workflow can only be unarchived.
 * Errors: 404; 422.
 */
export function putWorkflowStatus(
	tx: Transaction,
	workflowId: number,
	status: {
		readonly run_id?: number | null | undefined;
		readonly is_canceled?: boolean | null | undefined;
		readonly is_archived?: boolean | null | undefined;
	},
): void {
	const stored = getWorkflowState(tx.db, workflowId);
	const { run_id, is_canceled, is_archived } = status;
	const changesRun = given(run_id) && run_id !== stored.run_id;
	const changesCancel = given(is_canceled) && Number(is_canceled) !== stored.is_canceled;
	if ((changesRun || changesCancel) && is_archived !== false) refuseArchived(stored);
	if (given(run_id)) {
		const runId = countable("run_id", run_id as number);
		if (runId < stored.run_id) {
			throw invalid(`run_id cannot be lowered from ${stored.run_id} to ${runId}`, { field: "run_id", value: runId });
		}
		set(tx, workflowId, "run_id", runId);
	}
	if (given(is_canceled)) set(tx, workflowId, "is_canceled", Number(is_canceled));
	if (given(is_archived)) set(tx, workflowId, "is_archived", Number(is_archived));
	tx.emit(workflowId, "run_changed", { run_id: run_id ?? stored.run_id }, "debug");
}

/** Removes the workflow and everything in it; answers it as it was. Error: 404. */
export function deleteWorkflow(tx: Transaction, workflowId: number): WorkflowRecord {
	const workflow = getWorkflow(tx.db, workflowId);
	// Jobs first: their relations go by index, and nothing is left that points to the other records.
	tx.db.run("DELETE FROM job WHERE workflow_id = ?", workflowId);
	tx.db.run("DELETE FROM workflow WHERE id = ?", workflowId);
	tx.emit(workflowId, "workflow_deleted", { workflow_id: workflowId });
	return workflow;
}

/** An event a client stores. Errors: 404. */
export function addEvent(tx: Transaction, workflowId: number, data: unknown): number {
	getWorkflowState(tx.db, workflowId);
	return createEvent(tx, workflowId, data);
}
