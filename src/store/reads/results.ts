// Results of jobs: the current ones, or those of all runs and attempts.
import type { Database } from "../../sqlite/database.ts";
import type { Page, PageQuery } from "./page.ts";
import { type Fields, getRecord, listRecords, type StoredRecord } from "./record-table.ts";
import { RESULTS } from "./record-tables.ts";

/** Error: 404. */
export function getResult(db: Database, resultId: number): StoredRecord {
	return withJobNames(db, [getRecord(db, RESULTS, resultId)])[0] as StoredRecord;
}

export interface ResultFilters extends PageQuery, Fields {
	readonly workflow_id: number;
	/** False (the default): only each job's current result. */
	readonly all_runs?: boolean | undefined;
}

export function listResults(db: Database, filters: ResultFilters): Page<StoredRecord> {
	const current = { sql: "id = (SELECT result_id FROM job WHERE job.id = result.job_id)", values: [] };
	const page = listRecords(db, RESULTS, filters.workflow_id, filters, filters.all_runs ? undefined : current);
	return { ...page, items: withJobNames(db, page.items) };
}

function withJobNames(db: Database, results: readonly StoredRecord[]): StoredRecord[] {
	return results.map((result) => ({
		...result,
		job_name: db.get<{ name: string }>("SELECT name FROM job WHERE id = ?", result.job_id as number)?.name ?? null,
	}));
}
