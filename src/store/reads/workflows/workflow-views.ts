// Lists about a workflow as a whole: its inputs, what runs where.
import type { Database } from "../../../sqlite/database.ts";
import { type Page, type PageQuery, readPage } from "../paging/page.ts";
import { getWorkflowState } from "./workflow-state.ts";

type Row = Record<string, unknown>;

export function listJobIds(db: Database, workflowId: number): number[] {
	getWorkflowState(db, workflowId);
	return db
		.all<{ id: number }>("SELECT id FROM job WHERE workflow_id = ? ORDER BY id", workflowId)
		.map((row) => row.id);
}

/** Files a job reads and none writes, and files written by completed jobs: they must exist (2-states §4.2). */
export function listRequiredExistingFiles(db: Database, workflowId: number): number[] {
	getWorkflowState(db, workflowId);
	return db
		.all<{ id: number }>(
			`SELECT id FROM file f WHERE workflow_id = ? AND (
				(EXISTS (SELECT 1 FROM input_file_member m CROSS JOIN job j ON j.input_file_list_id = m.list_id WHERE m.file_id = f.id)
					AND NOT EXISTS (SELECT 1 FROM job_output_file o WHERE o.file_id = f.id))
				OR EXISTS (SELECT 1 FROM job_output_file o JOIN job j ON j.id = o.job_id
					WHERE o.file_id = f.id AND j.status = 'completed')) ORDER BY id`,
			workflowId,
		)
		.map((row) => row.id);
}

/** User data without data that a job reads and none writes, or that a completed job should have written. */
export function listMissingUserData(db: Database, workflowId: number): number[] {
	getWorkflowState(db, workflowId);
	return db
		.all<{ id: number }>(
			`SELECT id FROM user_data u WHERE workflow_id = ? AND data IS NULL AND (
				(EXISTS (SELECT 1 FROM input_user_data_member m CROSS JOIN job j ON j.input_user_data_list_id = m.list_id
					WHERE m.user_data_id = u.id)
					AND NOT EXISTS (SELECT 1 FROM job_output_user_data o WHERE o.user_data_id = u.id))
				OR EXISTS (SELECT 1 FROM job_output_user_data o JOIN job j ON j.id = o.job_id
					WHERE o.user_data_id = u.id AND j.status = 'completed')) ORDER BY id`,
			workflowId,
		)
		.map((row) => row.id);
}

/** Running jobs with the node and, in an allocation, the Slurm job they run in; an id of another workflow's node finds none. */
export function listRunningJobs(db: Database, workflowId: number, query: PageQuery): Page<Row> {
	getWorkflowState(db, workflowId);
	const from = `FROM job j LEFT JOIN compute_node n ON n.id = j.compute_node_id AND n.workflow_id = j.workflow_id
		LEFT JOIN scheduled_compute_node s
			ON s.id = json_extract(n.scheduler, '$.scheduler_id') AND s.workflow_id = j.workflow_id
		WHERE j.workflow_id = ? AND j.status = 'running'`;
	const columns = `j.id AS job_id, j.name AS job_name, coalesce(n.hostname, '') AS compute_node_name,
		coalesce(n.compute_node_type, '') AS scheduler_type, CAST(s.scheduler_id AS TEXT) AS scheduler_job_id, j.start_time`;
	const selection = { from, values: [workflowId], columns, key: "j.id", sortable: {} };
	return readPage<Row, Row>(db, selection, query, (row) => row);
}

/** Which job ran in which Slurm job: one row per pair over the stored results of Slurm nodes. */
export function listSlurmJobCorrelations(db: Database, workflowId: number, query: PageQuery): Page<Row> {
	getWorkflowState(db, workflowId);
	const from = `FROM (SELECT DISTINCT s.scheduler_id AS slurm_id, r.job_id FROM result r
		JOIN compute_node n
			ON n.id = r.compute_node_id AND n.compute_node_type = 'slurm' AND n.workflow_id = r.workflow_id
		JOIN scheduled_compute_node s
			ON s.id = json_extract(n.scheduler, '$.scheduler_id') AND s.workflow_id = r.workflow_id WHERE r.workflow_id = ?)`;
	const columns = `CAST(slurm_id AS TEXT) AS slurm_job_id, job_id, (SELECT name FROM job WHERE id = job_id) AS job_name`;
	const selection = { from, values: [workflowId], columns, key: "slurm_id, job_id", sortable: {} };
	return readPage<Row, Row>(db, selection, query, (row) => row);
}
