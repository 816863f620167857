// What a job's outcome depends on, as a hash (2-states §4.4). It is kept only for jobs whose inputs can change after
// initialize: those that read user data, and those that were edited since (their old hash is stored by the edit).
import { createHash } from "node:crypto";
import type { Database } from "../../../sqlite/database.ts";

/** Kind of hash; one of another kind is computed anew instead of being compared. */
const KIND = "1:";

/** Stores the hashes after an initialize. */
export function storeInputHashes(db: Database, workflowId: number): void {
	db.run("UPDATE job SET input_hash = NULL WHERE workflow_id = ? AND input_hash IS NOT NULL", workflowId);
	const readers = db.all<{ id: number }>(
		"SELECT id FROM job WHERE workflow_id = ? AND input_user_data_list_id IS NOT NULL AND status <> 'disabled'",
		workflowId,
	);
	for (const { id } of readers) storeInputHash(db, id);
}

/** Stores a job's present hash unless it has one; called before an edit. */
export function storeInputHash(db: Database, jobId: number): void {
	db.run("UPDATE job SET input_hash = ? WHERE id = ? AND input_hash IS NULL", hashInputs(db, jobId), jobId);
}

/** Ids and names of jobs whose inputs differ from the stored hash. */
export function listChangedJobs(db: Database, workflowId: number): { id: number; name: string }[] {
	return db
		.all<{ id: number; name: string; input_hash: string }>(
			"SELECT id, name, input_hash FROM job WHERE workflow_id = ? AND input_hash IS NOT NULL ORDER BY id",
			workflowId,
		)
		.filter((job) => job.input_hash.startsWith(KIND) && job.input_hash !== hashInputs(db, job.id))
		.map(({ id, name }) => ({ id, name }));
}

function hashInputs(db: Database, jobId: number): string {
	const job = db.get<HashedJob>(HASHED_JOB, jobId) as HashedJob;
	const ids = (sql: string): number[] | null => {
		const list = db.all<{ id: number }>(sql, jobId).map((row) => row.id);
		return list.length > 0 ? list : null;
	};
	const content = {
		command: job.command,
		depends_on_job_ids: ids(DEPENDS_ON),
		env: job.env,
		input_file_ids: ids(INPUT_FILES),
		input_user_data_contents: db.all(INPUT_DATA, jobId),
		invocation_script: job.invocation_script || null,
		output_file_ids: ids("SELECT file_id AS id FROM job_output_file WHERE job_id = ? ORDER BY 1"),
		output_user_data_ids: ids("SELECT user_data_id AS id FROM job_output_user_data WHERE job_id = ? ORDER BY 1"),
	};
	return KIND + createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

interface HashedJob {
	readonly command: string;
	readonly env: string | null;
	readonly invocation_script: string | null;
}

const HASHED_JOB = "SELECT command, env, invocation_script FROM job WHERE id = ?";
const DEPENDS_ON = `SELECT DISTINCT m.job_id AS id FROM dependency_wait w JOIN dependency_member m ON m.set_id = w.set_id
	WHERE w.job_id = ? ORDER BY 1`;
const INPUT_FILES = `SELECT m.file_id AS id FROM job j JOIN input_file_member m ON m.list_id = j.input_file_list_id
	WHERE j.id = ? ORDER BY 1`;
const INPUT_DATA = `SELECT u.data, u.id FROM job j JOIN input_user_data_member m ON m.list_id = j.input_user_data_list_id
	JOIN user_data u ON u.id = m.user_data_id WHERE j.id = ? ORDER BY u.id`;
