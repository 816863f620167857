// Purpose: a runner has started a claimed job. Needs exactly `pending` and the workflow's run (2-states §2).
import { notFound, TorcError } from "../../../core/errors.ts";
import { countMove, findJobState, type JobState } from "../../dependencies/job-state.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { runMismatch } from "./run-mismatch.ts";

export interface StartJobInput {
	readonly jobId: number;
	readonly runId: number;
	readonly computeNodeId: number;
}

/** Errors: 404 unknown job; 422 another run; 409 not pending. */
export function startJob(tx: Transaction, { jobId, runId, computeNodeId }: StartJobInput): void {
	const job = findJobState(tx.db, jobId);
	if (job === undefined) throw notFound("Job", jobId);
	const workflow = getWorkflowState(tx.db, job.workflow_id);
	if (runId !== workflow.run_id) {
		throw runMismatch(runId, workflow.run_id);
	}
	if (job.status !== "pending") {
		throw new TorcError("conflict", `job_id=${jobId} has status=${job.status}; only a pending job can be started`);
	}
	markStarted(tx, job, { runId: workflow.run_id, nodeId: computeNodeId, startTime: tx.timestamp });
}

export interface Start {
	readonly runId: number;
	readonly nodeId: number;
	/** RFC 3339. */
	readonly startTime: string;
}

export function markStarted(tx: Transaction, job: JobState, { runId, nodeId, startTime }: Start): void {
	tx.db.run(START, startTime, nodeId, job.id);
	countMove(tx, job, "running");
	const data = { job_id: job.id, job_name: job.name, compute_node_id: nodeId, run_id: runId };
	tx.emit(job.workflow_id, "job_started", data);
}

const START = "UPDATE job SET status = 'running', start_time = ?, compute_node_id = ? WHERE id = ?";
