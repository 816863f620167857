// Lists of plain records with the filters of their own: by the jobs that read or write them, by their content.
import type { Database, SqlValue } from "../../../sqlite/database.ts";
import type { Page, PageQuery } from "../paging/page.ts";
import { type Fields, listRecords, type StoredRecord } from "./record-table.ts";
import { COMPUTE_NODES, EVENTS, FILES, RESOURCE_REQUIREMENTS, USER_DATA } from "./record-tables.ts";

type Query<Own> = PageQuery &
	Fields & { readonly workflow_id: number } & { readonly [K in keyof Own]?: Own[K] | undefined };

/** `is_output: true`: only files that a job writes; false is ignored. */
export function listFiles(
	db: Database,
	query: Query<{ produced_by_job_id: number; is_output: boolean }>,
): Page<StoredRecord> {
	const conditions = new Conditions();
	if (query.is_output) conditions.add("EXISTS (SELECT 1 FROM job_output_file o WHERE o.file_id = file.id)");
	conditions.addGiven("id IN (SELECT file_id FROM job_output_file WHERE job_id = ?)", query.produced_by_job_id);
	return listRecords(db, FILES, query, conditions.all());
}

export function listUserData(
	db: Database,
	query: Query<{ consumer_job_id: number; producer_job_id: number }>,
): Page<StoredRecord> {
	const conditions = new Conditions();
	conditions.addGiven(READ_BY, query.consumer_job_id);
	conditions.addGiven("id IN (SELECT user_data_id FROM job_output_user_data WHERE job_id = ?)", query.producer_job_id);
	return listRecords(db, USER_DATA, query, conditions.all());
}

const READ_BY = `id IN (SELECT user_data_id FROM input_user_data_member
	WHERE list_id = (SELECT input_user_data_list_id FROM job WHERE job.id = ?))`;

/** `runtime` in seconds. */
export function listResourceRequirements(
	db: Database,
	query: Query<{ job_id: number; runtime: number }>,
): Page<StoredRecord> {
	const conditions = new Conditions();
	conditions.addGiven("id = (SELECT resource_requirements_id FROM job WHERE job.id = ?)", query.job_id);
	conditions.addGiven("runtime_seconds = ?", query.runtime);
	return listRecords(db, RESOURCE_REQUIREMENTS, query, conditions.all());
}

export function listComputeNodes(
	db: Database,
	query: Query<{ scheduled_compute_node_id: number }>,
): Page<StoredRecord> {
	const conditions = new Conditions();
	conditions.addGiven("json_extract(scheduler, '$.scheduler_id') = ?", query.scheduled_compute_node_id);
	return listRecords(db, COMPUTE_NODES, query, conditions.all());
}

/** Oldest first; `after_timestamp` is exclusive, in milliseconds since 1970. */
export function listEvents(
	db: Database,
	query: Query<{ category: string; after_timestamp: number }>,
): Page<StoredRecord> {
	const conditions = new Conditions();
	conditions.addGiven("json_extract(data, '$.category') = ?", query.category);
	conditions.addGiven("timestamp > ?", query.after_timestamp);
	return listRecords(db, EVENTS, query, conditions.all());
}

/** Milliseconds since 1970; null without events. */
export function latestEventTimestamp(db: Database, workflowId: number): number | null {
	const sql = "SELECT max(timestamp) AS latest FROM event WHERE workflow_id = ?";
	return db.get<{ latest: number | null }>(sql, workflowId)?.latest ?? null;
}

class Conditions {
	private readonly sql: string[] = ["1"];
	private readonly values: SqlValue[] = [];

	add(condition: string): void {
		this.sql.push(condition);
	}

	addGiven(condition: string, value: SqlValue | undefined): void {
		if (value === undefined) return;
		this.sql.push(condition);
		this.values.push(value);
	}

	all(): { sql: string; values: readonly SqlValue[] } {
		return { sql: this.sql.join(" AND "), values: this.values };
	}
}
