// Purpose: stop a workflow. Running and pending jobs become canceled at once; ready and blocked ones keep their status
// (2-states §3). Runners learn it by their sync. Idempotent.
import { countMove, JOB_STATE_COLUMNS, type JobState } from "../../dependencies/job-state.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { countTriggers } from "../actions/count-triggers.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { createEvent } from "../store-event.ts";

export function cancelWorkflow(tx: Transaction, workflowId: number, user: string): void {
	const workflow = getWorkflowState(tx.db, workflowId);
	refuseArchived(workflow);
	tx.db.run("UPDATE workflow SET is_canceled = 1 WHERE id = ?", workflowId);
	const active = tx.db.all<JobState>(ACTIVE, workflowId);
	for (const job of active) {
		tx.db.run("UPDATE job SET status = 'canceled', dependency_state = 'bad' WHERE id = ?", job.id);
		countMove(tx, job, "canceled");
		const data = { job_id: job.id, job_name: job.name, status: "canceled", return_code: null, cause: "workflow" };
		tx.emit(workflowId, "job_canceled", data, "warning");
		setBadInSets(tx, job);
	}
	countTriggers(
		tx,
		"on_jobs_complete",
		active.map((job) => job.id),
	);
	if (workflow.is_canceled === 1) return;
	createEvent(tx, workflowId, { category: "workflow_canceled", user });
	tx.emit(workflowId, "workflow_canceled", { user }, "warning");
}

const ACTIVE = `SELECT ${JOB_STATE_COLUMNS} FROM job WHERE workflow_id = ? AND (status = 'pending' OR status = 'running')`;

/** Keeps the sets' counters true without releasing anybody: a canceled workflow neither unblocks nor cascades. */
function setBadInSets(tx: Transaction, job: JobState): void {
	tx.db.run(SET_BAD, job.id);
	tx.db.run(CLOSE_SETS, job.id);
}

const SETS = "(SELECT set_id FROM dependency_member WHERE job_id = ?)";
const SET_BAD = `UPDATE dependency_set SET open_count = open_count - 1, bad_count = bad_count + 1 WHERE id IN ${SETS}`;
const CLOSE_SETS = `UPDATE job SET open_sets = max(0, open_sets - (
		SELECT count(*) FROM dependency_wait w JOIN dependency_set s ON s.id = w.set_id
		WHERE w.job_id = job.id AND s.open_count = 0 AND s.id IN ${SETS.replace("?", "?1")}))
	WHERE id IN (SELECT w.job_id FROM dependency_wait w JOIN dependency_set s ON s.id = w.set_id
		WHERE s.open_count = 0 AND s.id IN ${SETS.replace("?", "?1")})`;
