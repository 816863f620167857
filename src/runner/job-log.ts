// The two lines of a runner's log that readers parse (4-runner §4).
import type { Judgement } from "./process/judge-exit.ts";
import type { RunningJob } from "./process/running-job.ts";
import type { Session } from "./session.ts";

export function logJobStarted({ log, workflowId, nodeId }: Session, { job, pid }: RunningJob): void {
	const fields = { workflow_id: workflowId, job_id: job.id, run_id: job.run_id, compute_node_id: nodeId };
	log("info", "Job started", { ...fields, attempt_id: job.attempt_id, pid });
}

/** `endedAt`: epoch milliseconds. */
export function logJobCompleted(
	{ log, workflowId }: Session,
	{ job, startedAt }: RunningJob,
	{ returnCode, status }: Judgement,
	endedAt: number,
): void {
	const fields = { workflow_id: workflowId, job_id: job.id, run_id: job.run_id, attempt_id: job.attempt_id };
	const exec_time_s = ((endedAt - startedAt) / 1000).toFixed(3);
	log("info", "Job completed", { ...fields, return_code: returnCode, status, exec_time_s });
}
