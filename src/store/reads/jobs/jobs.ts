// Job records, single and in lists; relations are read in batches, never one query per job.
import { notFound } from "../../../core/errors.ts";
import type { JobStatus } from "../../../core/job-status.ts";
import { queryLabels, splitLabels } from "../../../core/labels.ts";
import type { Database, SqlRow, SqlValue } from "../../../sqlite/database.ts";
import { containing, makePage, type Page, type PageQuery, readPage, readPaging } from "../paging/page.ts";
import { countByStatus } from "../workflows/workflow-state.ts";
import { denseJobs } from "./dense-jobs.ts";
import { attachRelations, type Relation } from "./job-relations.ts";
import { listReadyLabelMatches } from "./label-match.ts";

export type JobRecord = { id: number; workflow_id: number; name: string; status: JobStatus } & Record<string, unknown>;

const COLUMNS = `j.id, j.workflow_id, j.name, j.command, j.invocation_script,
	coalesce(j.env, (SELECT env FROM workflow WHERE id = j.workflow_id)) AS env, j.status, j.priority, j.labels,
	j.resource_requirements_id, j.scheduler_id, j.failure_handler_id, j.cancel_on_blocking_job_failure,
	j.supports_termination, j.attempt_id, j.origin, j.start_time, j.compute_node_id, j.restart_count, j.checkpoint`;

/** With all relations. Error: 404. */
export function getJob(db: Database, jobId: number): JobRecord {
	return attachRelations(db, [getPlainJob(db, jobId)])[0] as JobRecord;
}

/** Without relations. Error: 404. */
export function getPlainJob(db: Database, jobId: number): JobRecord {
	const row = db.get<SqlRow>(BY_ID, jobId);
	if (row === undefined) throw notFound("Job", jobId);
	return toJob(row);
}

const BY_ID = `SELECT ${COLUMNS} FROM job j WHERE j.id = ?`;

/** In the order of the ids, with all or the given relations; unknown ids are left out. */
export function getJobs(db: Database, jobIds: readonly number[], relations?: readonly Relation[]): JobRecord[] {
	const rows = db.all<SqlRow>(
		`SELECT ${COLUMNS} FROM json_each(?) e CROSS JOIN job j ON j.id = e.value ORDER BY e.key`,
		JSON.stringify(jobIds),
	);
	return attachRelations(db, rows.map(toJob), relations);
}

/** A workflow's next jobs by id, without relations. */
export function jobsAfter(db: Database, workflowId: number, after: number, limit: number): JobRecord[] {
	return db.all<SqlRow>(AFTER, workflowId, after, limit).map(toJob);
}

const AFTER = `SELECT ${COLUMNS} FROM job j WHERE j.workflow_id = ? AND j.id > ? ORDER BY j.id LIMIT ?`;

export interface JobFilters extends PageQuery {
	readonly workflow_id: number;
	readonly status?: JobStatus | undefined;
	readonly needs_file_id?: number | undefined;
	/** Direct dependents of this job. */
	readonly upstream_job_id?: number | undefined;
	readonly active_compute_node_id?: number | undefined;
	readonly include_relationships?: boolean | undefined;
	readonly origin_is_set?: boolean | undefined;
	readonly name?: string | undefined;
	readonly command?: string | undefined;
	/** What a runner with these labels would claim; the empty text means an unlabeled runner. */
	readonly labels?: string | undefined;
}

export function listJobs(db: Database, filters: JobFilters): Page<JobRecord> {
	const { sql, values } = conditionsOf(db, filters);
	const byId = !filters.sort_by || filters.sort_by === "id";
	const dense = sql.length === 1 && byId ? listDense(db, filters) : null;
	const page = dense ?? listFiltered(db, filters, sql, values);
	return filters.include_relationships ? { ...page, items: attachRelations(db, page.items) } : page;
}

function listFiltered(db: Database, filters: JobFilters, sql: readonly string[], values: SqlValue[]): Page<JobRecord> {
	const from = `FROM job j WHERE ${sql.join(" AND ")}`;
	return readPage<SqlRow, JobRecord>(
		db,
		{ from, values, columns: COLUMNS, key: "j.id", sortable: SORTABLE, ...knownTotal(db, filters, sql.length) },
		filters,
		toJob,
	);
}

/** Without filters, or with that of the status alone, the number of jobs is a counter. */
function knownTotal(db: Database, { workflow_id, status }: JobFilters, conditions: number): { total?: number } {
	if (conditions > (status === undefined ? 1 : 2)) return {};
	if (status === undefined) return { total: countJobs(db, workflow_id) };
	return { total: countByStatus(db, workflow_id).get(status) ?? 0 };
}

/** All jobs by id: where the ids have no gaps an offset is found by arithmetic; null where they have some. */
function listDense(db: Database, filters: JobFilters): Page<JobRecord> | null {
	const { offset, limit } = readPaging(filters);
	const total = countJobs(db, filters.workflow_id);
	const first = denseJobs(db, filters.workflow_id, total);
	if (first === null) return null;
	const reverse = filters.reverse_sort === true;
	const start = reverse ? Math.max(first, first + total - offset - limit) : first + offset;
	const end = reverse ? first + total - offset : Math.min(start + limit, first + total);
	const rows = db.all<SqlRow>(`${BY_ID_RANGE} ${reverse ? "DESC" : "ASC"}`, start, end);
	return makePage(rows.map(toJob), total, offset);
}

function countJobs(db: Database, workflowId: number): number {
	let total = 0;
	for (const count of countByStatus(db, workflowId).values()) total += count;
	return total;
}

function conditionsOf(db: Database, filters: JobFilters): { sql: string[]; values: SqlValue[] } {
	const sql = ["j.workflow_id = ?"];
	const values: SqlValue[] = [filters.workflow_id];
	const add = (condition: string, ...wanted: SqlValue[]): void => {
		sql.push(condition);
		values.push(...wanted);
	};
	if (filters.status !== undefined) add("j.status = ?", filters.status);
	if (filters.needs_file_id !== undefined) add(NEEDS_FILE, filters.needs_file_id);
	if (filters.upstream_job_id !== undefined) add(DEPENDS_ON, filters.upstream_job_id);
	if (filters.active_compute_node_id !== undefined) {
		add("j.compute_node_id = ? AND (j.status = 'pending' OR j.status = 'running')", filters.active_compute_node_id);
	}
	if (filters.origin_is_set !== undefined) add(`j.origin IS ${filters.origin_is_set ? "NOT " : ""}NULL`);
	if (filters.name !== undefined) add("j.name LIKE ? ESCAPE '\\'", containing(filters.name));
	if (filters.command !== undefined) add("j.command LIKE ? ESCAPE '\\'", containing(filters.command));
	if (filters.labels !== undefined) {
		const matching = listReadyLabelMatches(db, filters.workflow_id, queryLabels(filters.labels));
		add("j.labels IN (SELECT value FROM json_each(?))", JSON.stringify(matching));
	}
	return { sql, values };
}

const BY_ID_RANGE = `SELECT ${COLUMNS} FROM job j WHERE j.id >= ? AND j.id < ? ORDER BY j.id`;
const NEEDS_FILE = "j.input_file_list_id IN (SELECT list_id FROM input_file_member WHERE file_id = ?)";
const DEPENDS_ON = `j.id IN (SELECT w.job_id FROM dependency_member m CROSS JOIN dependency_wait w ON w.set_id = m.set_id
	WHERE m.job_id = ?)`;
const SORTABLE = Object.fromEntries(
	[
		"id",
		"name",
		"command",
		"status",
		"priority",
		"labels",
		"attempt_id",
		"start_time",
		"compute_node_id",
		"scheduler_id",
	]
		.concat(["resource_requirements_id", "failure_handler_id", "origin", "supports_termination"])
		.map((name) => [name, `j.${name}`]),
);

function toJob(row: SqlRow): JobRecord {
	const labels = splitLabels(row.labels as string);
	return {
		...row,
		env: row.env === null ? null : JSON.parse(row.env as string),
		checkpoint: row.checkpoint === null ? null : JSON.parse(row.checkpoint as string),
		labels: labels.length > 0 ? labels : null,
		cancel_on_blocking_job_failure: row.cancel_on_blocking_job_failure === 1,
		supports_termination: row.supports_termination === 1,
	} as unknown as JobRecord;
}
