// Purpose: a node that was taken for lost is heard again: the ends that were assumed for its jobs (retire-nodes.ts) are
// taken back, so that the jobs are its own and its reports count like any others. Not once a job runs again elsewhere:
// the node has to drop it then.
import { LOST_CODE } from "../../../core/lost-code.ts";
import { countMove, findJobState, type JobState } from "../../dependencies/job-state.ts";
import type { Transaction } from "../../transaction.ts";
import { forgetLoss } from "../attempts/lost-work.ts";
import { recountResults } from "../attempts/store-result.ts";

export interface RunOnNode {
	readonly nodeId: number;
	readonly runId: number;
	readonly attemptId: number;
}

/** Answers the job as it is then: running on the node again, or unchanged. */
export function takeBackAssumedEnd(tx: Transaction, job: JobState, { nodeId, runId, attemptId }: RunOnNode): JobState {
	const waits = job.status === "terminated" && job.attempt_id === attemptId;
	const continues = job.status === "ready" && job.attempt_id === attemptId + 1;
	if (!waits && !continues) return job;
	const assumed = tx.db.get<{ id: number; start_time: string | null }>(
		ASSUMED,
		job.id,
		runId,
		attemptId,
		nodeId,
		LOST_CODE,
	);
	if (assumed === undefined) return job;
	forgetLoss(tx, assumed.id);
	tx.db.run("DELETE FROM result WHERE id = ?", assumed.id);
	tx.db.run(RUNNING_AGAIN, attemptId, continues ? 1 : 0, nodeId, assumed.start_time, assumed.id, job.id);
	countMove(tx, job, "running");
	recountResults(tx, job.workflow_id);
	return findJobState(tx.db, job.id) as JobState;
}

export interface LostRun {
	readonly job_id: number;
	readonly attempt_id: number;
}

/** Everything the node ran when it was taken for lost. Answers what is somebody else's now, or not to be run any more. */
export function takeBackJobs(tx: Transaction, workflowId: number, runId: number, nodeId: number): LostRun[] {
	const lost = tx.db.all<LostRun & { run_id: number }>(LOST_ON_NODE, workflowId, nodeId, LOST_CODE);
	return lost.filter(({ job_id, attempt_id, run_id }) => {
		const job = findJobState(tx.db, job_id);
		if (job === undefined || run_id !== runId) return true;
		return takeBackAssumedEnd(tx, job, { nodeId, runId, attemptId: attempt_id }).status !== "running";
	});
}

const ASSUMED = `SELECT id, start_time FROM result WHERE job_id = ? AND run_id = ? AND attempt_id = ?
	AND compute_node_id = ? AND return_code = ?`;
const RUNNING_AGAIN = `UPDATE job SET status = 'running', attempt_id = ?, restart_count = restart_count - ?,
	compute_node_id = ?, start_time = ?, result_id = nullif(result_id, ?) WHERE id = ?`;
const LOST_ON_NODE = `SELECT job_id, attempt_id, run_id FROM result WHERE workflow_id = ? AND compute_node_id = ?
	AND return_code = ? ORDER BY id`;
