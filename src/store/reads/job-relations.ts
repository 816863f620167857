// The id lists of jobs: what they wait for, read and write. One query per kind for a whole page of jobs.
import type { Database } from "../../sqlite/database.ts";
import type { JobRecord } from "./jobs.ts";

const QUERIES = {
	depends_on_job_ids: `SELECT DISTINCT e.value AS job_id, m.job_id AS id FROM json_each(?) e
		CROSS JOIN dependency_wait w ON w.job_id = e.value CROSS JOIN dependency_member m ON m.set_id = w.set_id ORDER BY 1, 2`,
	input_file_ids: `SELECT e.value AS job_id, m.file_id AS id FROM json_each(?) e CROSS JOIN job j ON j.id = e.value
		CROSS JOIN input_file_member m ON m.list_id = j.input_file_list_id ORDER BY 1, 2`,
	output_file_ids: `SELECT e.value AS job_id, o.file_id AS id FROM json_each(?) e
		CROSS JOIN job_output_file o ON o.job_id = e.value ORDER BY 1, 2`,
	input_user_data_ids: `SELECT e.value AS job_id, m.user_data_id AS id FROM json_each(?) e CROSS JOIN job j ON j.id = e.value
		CROSS JOIN input_user_data_member m ON m.list_id = j.input_user_data_list_id ORDER BY 1, 2`,
	output_user_data_ids: `SELECT e.value AS job_id, o.user_data_id AS id FROM json_each(?) e
		CROSS JOIN job_output_user_data o ON o.job_id = e.value ORDER BY 1, 2`,
} as const;
export type Relation = keyof typeof QUERIES;
const ALL: readonly Relation[] = Object.keys(QUERIES) as Relation[];

/** Copies of the jobs with their id lists; a job without entries has none (the field is null). */
export function attachRelations(
	db: Database,
	jobs: readonly JobRecord[],
	relations: readonly Relation[] = ALL,
): JobRecord[] {
	if (jobs.length === 0) return [];
	const ids = JSON.stringify(jobs.map((job) => job.id));
	const lists = relations.map((relation) => {
		const byJob = new Map<number, number[]>();
		for (const row of db.all<{ job_id: number; id: number }>(QUERIES[relation], ids)) {
			const list = byJob.get(row.job_id);
			if (list) list.push(row.id);
			else byJob.set(row.job_id, [row.id]);
		}
		return { relation, byJob };
	});
	return jobs.map((job) => {
		const full: JobRecord = { ...job };
		for (const { relation, byJob } of lists) full[relation] = byJob.get(job.id) ?? null;
		return full;
	});
}
