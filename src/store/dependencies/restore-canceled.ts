// A blocker that ended badly runs again: those that its failure canceled, and theirs in turn, wait for it as before.
import type { Transaction } from "../transaction.ts";
import { countMove, type DependencyChange, JOB_STATE_COLUMNS, type JobState } from "./job-state.ts";
import { propagate } from "./propagate.ts";

/** The job counts as open already. Who was canceled by report or with the workflow stays canceled. */
export function restoreCanceled(tx: Transaction, workflowId: number, jobId: number): void {
	let round: readonly number[] = [jobId];
	while (round.length > 0) {
		const canceled = round.flatMap((blocker) => tx.db.all<JobState>(CANCELED_WAITERS, blocker));
		const restored = [...new Map(canceled.map((job) => [job.id, job])).values()];
		const changes = restored.map((job): DependencyChange => {
			tx.db.run("UPDATE job SET status = 'blocked', dependency_state = 'open' WHERE id = ?", job.id);
			countMove(tx, job, "blocked");
			tx.emit(workflowId, "job_blocked", { job_id: job.id, job_name: job.name }, "debug");
			return { jobId: job.id, from: job.dependency_state, to: "open" };
		});
		propagate(tx, workflowId, changes);
		round = restored.map((job) => job.id);
	}
}

/** The cascade stores no result: a job whose current one says canceled was canceled by whoever ran it. */
const CANCELED_WAITERS = `SELECT ${JOB_STATE_COLUMNS} FROM job
	WHERE status = 'canceled' AND id IN (SELECT w.job_id FROM dependency_member m
		JOIN dependency_wait w ON w.set_id = m.set_id WHERE m.job_id = ?)
	AND NOT EXISTS (SELECT 1 FROM result r WHERE r.id = job.result_id AND r.status = 'canceled')
	AND NOT EXISTS (SELECT 1 FROM workflow w WHERE w.id = job.workflow_id AND w.is_canceled = 1)`;
