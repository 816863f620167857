// Purpose: a node that was taken for lost reports how its job really ended: the assumed end is taken back, so that the
// report counts like any other (retire-nodes.ts). Not once the job runs again elsewhere: then it is late.
import { LOST_CODE } from "../../core/lost-code.ts";
import { countMove, findJobState, type JobState } from "../dependencies/job-state.ts";
import type { Transaction } from "../transaction.ts";
import { forgetLoss } from "./lost-work.ts";
import { recountResults } from "./store-result.ts";
import type { FinishedReport } from "./sync-compute-node.ts";

/** Answers the job as it is then: running on the node again, or unchanged. */
export function takeBackAssumedEnd(tx: Transaction, job: JobState, nodeId: number, report: FinishedReport): JobState {
	const { attempt_id } = report;
	const waits = job.status === "terminated" && job.attempt_id === attempt_id;
	const continues = job.status === "ready" && job.attempt_id === attempt_id + 1;
	if (!waits && !continues) return job;
	const assumed = tx.db.get<{ id: number }>(ASSUMED, job.id, report.run_id, attempt_id, nodeId, LOST_CODE);
	if (assumed === undefined) return job;
	forgetLoss(tx, assumed.id);
	tx.db.run("DELETE FROM result WHERE id = ?", assumed.id);
	tx.db.run(RUNNING_AGAIN, attempt_id, continues ? 1 : 0, nodeId, assumed.id, job.id);
	countMove(tx, job, "running");
	recountResults(tx, job.workflow_id);
	return findJobState(tx.db, job.id) as JobState;
}

const ASSUMED = `SELECT id FROM result WHERE job_id = ? AND run_id = ? AND attempt_id = ? AND compute_node_id = ?
	AND return_code = ?`;
const RUNNING_AGAIN = `UPDATE job SET status = 'running', attempt_id = ?, restart_count = restart_count - ?,
	compute_node_id = ?, result_id = nullif(result_id, ?) WHERE id = ?`;
