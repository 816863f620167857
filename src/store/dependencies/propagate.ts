// What happens downstream when jobs end or become unfinished again. Runs in the transaction that changed them, so a
// dependent is ready (or canceled) the moment its last blocker's completion is acknowledged.
//
// Every job belongs to dependency sets; a set counts its members that are still open and those that ended badly.
// When a set's last open member ends, each of its waiters has one open set less; a blocked job without open sets is
// released: canceled if it wants that and a set holds a bad member, else ready. A cancellation is itself an ending,
// so the work goes on in rounds until nothing changes, however deep the graph.
import type { DependencyState } from "../../core/job-status.ts";
import { countTriggers } from "../commands/actions/count-triggers.ts";
import type { Transaction } from "../transaction.ts";
import { countMove, type DependencyChange, JOB_STATE_COLUMNS, type JobState } from "./job-state.ts";

export function propagate(tx: Transaction, workflowId: number, changes: readonly DependencyChange[]): void {
	let round = changes;
	while (round.length > 0) {
		const { closed, reopened } = applyToSets(tx, round);
		if (reopened.length > 0) holdWaiters(tx, workflowId, reopened);
		if (closed.length === 0) return;
		round = releaseJobs(tx, workflowId, waitersWithoutOpenSets(tx, closed));
	}
}

/** Adds the changes to the counters of their sets; answers the sets whose last open member ended, and the reverse. */
function applyToSets(tx: Transaction, changes: readonly DependencyChange[]): { closed: number[]; reopened: number[] } {
	const deltas = new Map<number, { open: number; bad: number }>();
	for (const { jobId, from, to } of changes) {
		const open = is(to, "open") - is(from, "open");
		const bad = is(to, "bad") - is(from, "bad");
		if (open === 0 && bad === 0) continue;
		for (const { set_id } of tx.db.all<{ set_id: number }>(SETS_OF_JOB, jobId)) {
			const delta = deltas.get(set_id);
			if (delta) {
				delta.open += open;
				delta.bad += bad;
			} else deltas.set(set_id, { open, bad });
		}
	}
	const closed: number[] = [];
	const reopened: number[] = [];
	for (const [setId, delta] of deltas) {
		const row = tx.db.get<{ open_count: number }>(ADD_TO_SET, delta.open, delta.bad, setId);
		if (row === undefined || delta.open === 0) continue;
		if (row.open_count === 0) closed.push(setId);
		else if (row.open_count === delta.open) reopened.push(setId);
	}
	return { closed, reopened };
}

const is = (state: DependencyState, which: DependencyState): number => (state === which ? 1 : 0);

const SETS_OF_JOB = "SELECT set_id FROM dependency_member WHERE job_id = ?";
const ADD_TO_SET = `UPDATE dependency_set SET open_count = open_count + ?, bad_count = bad_count + ?
	WHERE id = ? RETURNING open_count`;

function waitersWithoutOpenSets(tx: Transaction, closed: readonly number[]): JobState[] {
	for (const setId of closed) tx.db.run(CLOSE_FOR_WAITERS, setId);
	const free = new Map<number, JobState>();
	for (const setId of closed) {
		for (const job of tx.db.all<JobState>(FREE_WAITERS, setId)) free.set(job.id, job);
	}
	return [...free.values()];
}

const WAITERS = "(SELECT job_id FROM dependency_wait WHERE set_id = ?)";
/** Jobs added since the last initialize count their sets only then: theirs stays 0. */
const CLOSE_FOR_WAITERS = `UPDATE job SET open_sets = max(0, open_sets - 1) WHERE id IN ${WAITERS}`;
const FREE_WAITERS = `SELECT ${JOB_STATE_COLUMNS} FROM job
	WHERE id IN ${WAITERS} AND open_sets = 0 AND status = 'blocked'`;

/** Makes blocked jobs without open sets ready, or cancels them; answers the cancellations as further changes. */
export function releaseJobs(tx: Transaction, workflowId: number, jobs: readonly JobState[]): DependencyChange[] {
	const ready: number[] = [];
	const canceled: DependencyChange[] = [];
	for (const job of jobs) {
		if (job.cancel_on_blocking_job_failure === 1 && tx.db.get(HAS_BAD_BLOCKER, job.id) !== undefined) {
			tx.db.run(CANCEL, job.id);
			countMove(tx, job, "canceled");
			canceled.push({ jobId: job.id, from: job.dependency_state, to: "bad" });
			const data = { job_id: job.id, job_name: job.name, status: "canceled", return_code: null, cause: "blocking_job" };
			tx.emit(workflowId, "job_canceled", data, "warning");
		} else {
			tx.db.run(MAKE_READY, job.id);
			countMove(tx, job, "ready");
			ready.push(job.id);
			tx.emit(workflowId, "job_ready", { job_id: job.id, job_name: job.name }, "debug");
		}
	}
	countTriggers(tx, "on_jobs_ready", ready);
	countTriggers(
		tx,
		"on_jobs_complete",
		canceled.map((change) => change.jobId),
	);
	return canceled;
}

const HAS_BAD_BLOCKER = `SELECT 1 AS yes FROM dependency_wait
	WHERE job_id = ? AND (SELECT bad_count FROM dependency_set WHERE id = set_id) > 0 LIMIT 1`;
const CANCEL = "UPDATE job SET status = 'canceled', dependency_state = 'bad' WHERE id = ?";
const MAKE_READY = "UPDATE job SET status = 'ready' WHERE id = ?";

/** A blocker became unfinished again: waiters that have not started wait again. */
function holdWaiters(tx: Transaction, workflowId: number, reopened: readonly number[]): void {
	for (const setId of reopened) {
		tx.db.run(OPEN_FOR_WAITERS, setId);
		for (const job of tx.db.all<JobState>(READY_WAITERS, setId)) {
			tx.db.run("UPDATE job SET status = 'blocked' WHERE id = ?", job.id);
			countMove(tx, job, "blocked");
			tx.emit(workflowId, "job_blocked", { job_id: job.id, job_name: job.name }, "debug");
		}
	}
}

const OPEN_FOR_WAITERS = `UPDATE job SET open_sets = open_sets + 1 WHERE id IN ${WAITERS}`;
const READY_WAITERS = `SELECT ${JOB_STATE_COLUMNS} FROM job WHERE id IN ${WAITERS} AND status = 'ready'`;
