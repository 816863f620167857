// Results of jobs: the current ones, or those of all runs and attempts.
import type { Database } from "../../../sqlite/database.ts";
import type { Page, PageQuery } from "../paging/page.ts";
import { type Fields, getRecord, listRecords, type StoredRecord } from "../records/record-table.ts";
import { RESULTS } from "../records/record-tables.ts";
import { readResultSummary } from "./result-summary.ts";

/** Error: 404. */
export function getResult(db: Database, resultId: number): StoredRecord {
	return getRecord(db, RESULTS, resultId);
}

export interface ResultFilters extends PageQuery, Fields {
	readonly workflow_id: number;
	/** False (the default): only each job's current result. */
	readonly all_runs?: boolean | undefined;
}

/** The number of all current results is known without counting them. */
export function listResults(db: Database, filters: ResultFilters): Page<StoredRecord> {
	if (filters.all_runs) return listRecords(db, RESULTS, filters);
	const filtered = Object.keys(RESULTS.filters).some((field) => filters[field] !== undefined);
	const total = filtered ? {} : { total: readResultSummary(db, filters.workflow_id).count };
	return listRecords(db, RESULTS, filters, { ...CURRENT, ...total });
}

const CURRENT = { sql: "id = (SELECT result_id FROM job WHERE job.id = result.job_id)", values: [] } as const;
