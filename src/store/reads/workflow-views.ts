// Lists about a workflow as a whole: its graph, its inputs, what runs where.
import type { Database } from "../../sqlite/database.ts";
import { type Page, type PageQuery, readPage } from "./page.ts";
import { getWorkflowState } from "./workflow-state.ts";

type Row = Record<string, unknown>;

const NAMES = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));

export function listJobIds(db: Database, workflowId: number): number[] {
	getWorkflowState(db, workflowId);
	return db
		.all<{ id: number }>("SELECT id FROM job WHERE workflow_id = ? ORDER BY id", workflowId)
		.map((row) => row.id);
}

/** Pairs of dependent and blocker, unfolded from the sets one page at a time. */
export function listJobDependencies(db: Database, workflowId: number, query: PageQuery): Page<Row> {
	getWorkflowState(db, workflowId);
	const from = `FROM (SELECT DISTINCT w.job_id, m.job_id AS depends_on_job_id FROM dependency_set s
		CROSS JOIN dependency_wait w ON w.set_id = s.id CROSS JOIN dependency_member m ON m.set_id = s.id
		WHERE s.workflow_id = ?)`;
	const columns = `job_id, (SELECT name FROM job WHERE id = job_id) AS job_name, depends_on_job_id,
		(SELECT name FROM job WHERE id = depends_on_job_id) AS depends_on_job_name, ${workflowId} AS workflow_id`;
	const sortable = NAMES("job_id", "job_name", "depends_on_job_id", "depends_on_job_name");
	const selection = { from, values: [workflowId], columns, key: "job_id, depends_on_job_id", sortable };
	return readPage<Row, Row>(db, selection, query, (row) => row);
}

const RELATIONS = {
	file: {
		item: "file",
		member: "input_file_member",
		output: "job_output_file",
		list: "input_file_list_id",
		extra: ", i.path AS file_path",
	},
	user_data: {
		item: "user_data",
		member: "input_user_data_member",
		output: "job_output_user_data",
		list: "input_user_data_list_id",
		extra: "",
	},
} as const;

/** Producer and consumer of each file or user data record; a record with one side only has the other absent. */
export function listRelationships(
	db: Database,
	workflowId: number,
	kind: keyof typeof RELATIONS,
	query: PageQuery,
): Page<Row> {
	getWorkflowState(db, workflowId);
	const { item, member, output, list, extra } = RELATIONS[kind];
	const from = `FROM ${item} i LEFT JOIN ${output} o ON o.${item}_id = i.id
		LEFT JOIN (SELECT m.${item}_id AS item_id, j.id AS job_id, j.name FROM ${member} m
			CROSS JOIN job j ON j.${list} = m.list_id) c ON c.item_id = i.id
		WHERE i.workflow_id = ? AND (o.job_id IS NOT NULL OR c.job_id IS NOT NULL)`;
	const columns = `i.id AS ${item}_id, i.name AS ${item}_name${extra}, o.job_id AS producer_job_id,
		(SELECT name FROM job WHERE id = o.job_id) AS producer_job_name, c.job_id AS consumer_job_id,
		c.name AS consumer_job_name, i.workflow_id`;
	const sortable = NAMES(`${item}_id`, `${item}_name`, "producer_job_id", "consumer_job_id");
	const selection = { from, values: [workflowId], columns, key: "i.id, o.job_id, c.job_id", sortable };
	return readPage<Row, Row>(db, selection, query, (row) => row);
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

/** Running jobs with the node and, in an allocation, the Slurm job they run in. */
export function listRunningJobs(db: Database, workflowId: number, query: PageQuery): Page<Row> {
	getWorkflowState(db, workflowId);
	const from = `FROM job j LEFT JOIN compute_node n ON n.id = j.compute_node_id
		LEFT JOIN scheduled_compute_node s ON s.id = json_extract(n.scheduler, '$.scheduler_id')
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
		JOIN compute_node n ON n.id = r.compute_node_id AND n.compute_node_type = 'slurm'
		JOIN scheduled_compute_node s ON s.id = json_extract(n.scheduler, '$.scheduler_id') WHERE r.workflow_id = ?)`;
	const columns = `CAST(slurm_id AS TEXT) AS slurm_job_id, job_id, (SELECT name FROM job WHERE id = job_id) AS job_name`;
	const selection = { from, values: [workflowId], columns, key: "slurm_id, job_id", sortable: {} };
	return readPage<Row, Row>(db, selection, query, (row) => row);
}
