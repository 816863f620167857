// Workflow records.
import { notFound } from "../../../core/errors.ts";
import type { Database, SqlRow, SqlValue } from "../../../sqlite/database.ts";
import { containing, type Page, type PageQuery, readPage } from "../paging/page.ts";

const BOOLEANS = [
	"is_canceled",
	"is_archived",
	"compute_node_ignore_workflow_completion",
	"use_pending_failed",
	"enable_ro_crate",
] as const;
const JSON_TEXTS = ["metadata", "env", "resource_monitor_config", "execution_config", "slurm_defaults"] as const;
const COLUMNS = `w.*, (SELECT json_group_array(name) FROM (SELECT g.name FROM workflow_access_group s
	JOIN access_group g ON g.id = s.group_id WHERE s.workflow_id = w.id ORDER BY g.name)) AS access_groups`;

export type WorkflowRecord = { id: number; name: string; user: string } & Record<string, unknown>;

/** Error: 404. */
export function getWorkflow(db: Database, workflowId: number): WorkflowRecord {
	const row = db.get<SqlRow>(`SELECT ${COLUMNS} FROM workflow w WHERE id = ?`, workflowId);
	if (row === undefined) throw notFound("Workflow", workflowId);
	return toWorkflow(row);
}

export interface WorkflowFilters extends PageQuery {
	readonly name?: string | undefined;
	readonly user?: string | undefined;
	readonly description?: string | undefined;
	readonly is_archived?: boolean | undefined;
	/** A group's name. */
	readonly access_group?: string | undefined;
}

/** `visible` limits the list to what the caller may see. */
export function listWorkflows(
	db: Database,
	filters: WorkflowFilters,
	visible?: { readonly sql: string; readonly values: readonly SqlValue[] },
): Page<WorkflowRecord> {
	const conditions = ["1"];
	const values: SqlValue[] = [];
	const add = (sql: string, ...wanted: SqlValue[]): void => {
		conditions.push(sql);
		values.push(...wanted);
	};
	if (filters.name !== undefined) add("w.name = ?", filters.name);
	if (filters.user !== undefined) add("w.user = ?", filters.user);
	if (filters.description !== undefined) add("w.description LIKE ? ESCAPE '\\'", containing(filters.description));
	if (filters.is_archived !== undefined) add("w.is_archived = ?", Number(filters.is_archived));
	if (filters.access_group !== undefined) add(IN_GROUP, filters.access_group);
	if (visible) add(visible.sql, ...visible.values);
	const from = `FROM workflow w WHERE ${conditions.join(" AND ")}`;
	return readPage<SqlRow, WorkflowRecord>(
		db,
		{ from, values, columns: COLUMNS, key: "w.id", sortable: SORTABLE },
		filters,
		toWorkflow,
	);
}

const IN_GROUP = `w.id IN (SELECT s.workflow_id FROM workflow_access_group s JOIN access_group g ON g.id = s.group_id
	WHERE g.name = ?)`;
const SORTABLE = Object.fromEntries(
	["id", "name", "user", "description", "project", "timestamp", "run_id", "is_canceled", "is_archived"].map((name) => [
		name,
		`w.${name}`,
	]),
);

function toWorkflow(row: SqlRow): WorkflowRecord {
	const record: Record<string, unknown> = { ...row };
	for (const name of BOOLEANS) record[name] = row[name] === 1;
	for (const name of JSON_TEXTS) record[name] = row[name] === null ? null : JSON.parse(row[name] as string);
	const groups = JSON.parse(row.access_groups as string) as string[];
	record.access_groups = groups.length > 0 ? groups : null;
	record.dynamic_jobs = row.dynamic_max_iterations === null ? null : { max_iterations: row.dynamic_max_iterations };
	delete record.dynamic_max_iterations;
	return record as WorkflowRecord;
}
