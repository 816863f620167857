// Making dependency sets and letting jobs wait for them.
import type { Database } from "../../sqlite/database.ts";
import { digestIds } from "./digest.ts";

type SetKind = "explicit" | "implicit";

/** The set with these members (ascending, distinct), made when it is new. Counters are set by `recountSets`. */
export function internSet(db: Database, workflowId: number, kind: SetKind, members: readonly number[]): number {
	const digest = digestIds(members);
	const existing = db.get<{ id: number }>(FIND_SET, workflowId, kind, digest);
	if (existing) return existing.id;
	const id = db.insert(INSERT_SET, workflowId, kind, digest, members.length);
	for (const member of members) db.run(INSERT_MEMBER, id, member);
	return id;
}

/** An explicit set whose counters are right at once: for jobs that are added while the workflow runs. */
export function internCountedSet(db: Database, workflowId: number, members: readonly number[]): number {
	const id = internSet(db, workflowId, "explicit", members);
	db.run(COUNT_SET, id);
	return id;
}

const COUNT_SET = `UPDATE dependency_set SET open_count = c.open_count, bad_count = c.bad_count
	FROM (SELECT sum(j.dependency_state = 'open') AS open_count, sum(j.dependency_state = 'bad') AS bad_count
		FROM dependency_member m JOIN job j ON j.id = m.job_id WHERE m.set_id = ?1) AS c
	WHERE dependency_set.id = ?1`;

export function waitFor(db: Database, jobId: number, setId: number): void {
	db.run("INSERT OR IGNORE INTO dependency_wait (job_id, set_id) VALUES (?, ?)", jobId, setId);
}

/** Replaces a job's explicit dependencies; sets nobody waits for any more are dropped at the next initialize. */
export function replaceExplicit(db: Database, workflowId: number, jobId: number, blockers: readonly number[]): void {
	db.run(
		`DELETE FROM dependency_wait WHERE job_id = ?
			AND set_id IN (SELECT id FROM dependency_set WHERE workflow_id = ? AND kind = 'explicit')`,
		jobId,
		workflowId,
	);
	const members = [...new Set(blockers)].filter((id) => id !== jobId).sort((a, b) => a - b);
	if (members.length > 0) waitFor(db, jobId, internSet(db, workflowId, "explicit", members));
}

/** Whether one of the jobs waits for the target, directly or through others. */
export function waitsFor(db: Database, jobIds: readonly number[], targetId: number): boolean {
	return db.get(WAITS_FOR, JSON.stringify(jobIds), targetId) !== undefined;
}

/** Jobs and sets take turns, so that N jobs waiting for the same M are N + M steps. */
const WAITS_FOR = `WITH RECURSIVE upstream (kind, id) AS (
		SELECT 'job', value FROM json_each(?)
		UNION SELECT 'set', w.set_id FROM upstream u CROSS JOIN dependency_wait w ON w.job_id = u.id WHERE u.kind = 'job'
		UNION SELECT 'job', m.job_id FROM upstream u CROSS JOIN dependency_member m ON m.set_id = u.id WHERE u.kind = 'set')
	SELECT 1 AS yes FROM upstream WHERE kind = 'job' AND id = ? LIMIT 1`;

const FIND_SET = "SELECT id FROM dependency_set WHERE workflow_id = ? AND kind = ? AND digest = ?";
const INSERT_SET = "INSERT INTO dependency_set (workflow_id, kind, digest, open_count) VALUES (?, ?, ?, ?)";
const INSERT_MEMBER = "INSERT INTO dependency_member (set_id, job_id) VALUES (?, ?)";

/** Sets every counter of the workflow's sets and waiters from the jobs' dependency states. */
export function recountSets(db: Database, workflowId: number): void {
	db.run(DROP_UNUSED, workflowId);
	db.run(RECOUNT_MEMBERS, workflowId);
	db.run("UPDATE job SET open_sets = 0 WHERE workflow_id = ? AND open_sets <> 0", workflowId);
	db.run(RECOUNT_WAITERS, workflowId);
}

const DROP_UNUSED = `DELETE FROM dependency_set WHERE workflow_id = ?
	AND NOT EXISTS (SELECT 1 FROM dependency_wait w WHERE w.set_id = dependency_set.id)`;
const RECOUNT_MEMBERS = `UPDATE dependency_set SET open_count = c.open_count, bad_count = c.bad_count
	FROM (SELECT m.set_id, sum(j.dependency_state = 'open') AS open_count, sum(j.dependency_state = 'bad') AS bad_count
		FROM dependency_set s JOIN dependency_member m ON m.set_id = s.id JOIN job j ON j.id = m.job_id
		WHERE s.workflow_id = ? GROUP BY m.set_id) AS c
	WHERE dependency_set.id = c.set_id`;
const RECOUNT_WAITERS = `UPDATE job SET open_sets = c.open_sets
	FROM (SELECT w.job_id, count(*) AS open_sets
		FROM dependency_set s JOIN dependency_wait w ON w.set_id = s.id
		WHERE s.workflow_id = ? AND s.open_count > 0 GROUP BY w.job_id) AS c
	WHERE job.id = c.job_id`;

/** Sets that lost all their members have no member to close them. */
export function dropEmptySets(db: Database, workflowId: number): void {
	db.run(
		`DELETE FROM dependency_set WHERE workflow_id = ?
			AND NOT EXISTS (SELECT 1 FROM dependency_member m WHERE m.set_id = dependency_set.id)`,
		workflowId,
	);
}

export function hasSets(db: Database, workflowId: number): boolean {
	return db.get("SELECT 1 AS yes FROM dependency_set WHERE workflow_id = ? LIMIT 1", workflowId) !== undefined;
}
