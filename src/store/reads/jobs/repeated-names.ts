// Names that a workflow's jobs have more than once: allowed (3-rest-api §3, Jobs), but hardly meant.
import type { Database } from "../../../sqlite/database.ts";

interface NewJob {
	readonly workflow_id: number;
	readonly name: string;
}

/**
 * The names that jobs older than `firstId` have as well; `jobs`, just created, belong to one workflow. Names have no
 * index: a request looks at no more than a thousand older jobs for each of its own, else it answers none.
 */
export function repeatedNames(db: Database, jobs: readonly NewJob[], firstId: number): string[] {
	const workflowId = jobs[0]?.workflow_id ?? 0;
	if (jobCount(db, workflowId) > LOOKED_AT_PER_JOB * jobs.length) return [];
	const names = JSON.stringify(jobs.map((job) => job.name));
	return db.all<{ name: string }>(REPEATED, workflowId, firstId, names).map((row) => row.name);
}

const LOOKED_AT_PER_JOB = 1_000;

const jobCount = (db: Database, workflowId: number): number =>
	db.get<{ n: number }>("SELECT coalesce(sum(count), 0) AS n FROM status_counter WHERE workflow_id = ?", workflowId)
		?.n ?? 0;

const REPEATED = `SELECT DISTINCT name FROM job
	WHERE workflow_id = ? AND id < ? AND name IN (SELECT value FROM json_each(?)) ORDER BY name`;
