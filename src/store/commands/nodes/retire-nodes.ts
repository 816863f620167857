// Purpose: end what lost nodes have left behind (reads/orphans.ts): the nodes are signed off, jobs that ran are terminated
// with the cause and what is known of their run time, jobs that were only claimed are ready again.
// Input: evidence of the caller; the server's own (signed off, silent) is added. With `resume` the terminated ones go on at
// once. Outcome: what was found. Dependents wait, as for every terminated job.
// Caveat: such an end is assumed, not seen. A report of the node that comes later takes its place (assumed-end.ts).
import { LOST_CODE } from "../../../core/lost-code.ts";
import { countMove, type DependencyChange, findJobState, type JobState } from "../../dependencies/job-state.ts";
import { findOrphans, type Orphan, type OrphanQuery, type Orphans } from "../../reads/jobs/orphans.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { applyEnd } from "../attempts/complete-job.ts";
import { continueTerminatedJob } from "../attempts/continue-job.ts";
import { finishRound } from "../attempts/finish-round.ts";
import type { ResultInput } from "../attempts/store-result.ts";
import { updateComputeNode } from "./compute-nodes.ts";

export interface RetireInput extends Omit<OrphanQuery, "now"> {
	readonly resume: boolean;
	/** Only find out. */
	readonly dryRun: boolean;
}

/** Error: 404. */
export function retireNodes(tx: Transaction, input: RetireInput): Orphans {
	const { run_id } = getWorkflowState(tx.db, input.workflowId);
	const found = findOrphans(tx.db, { ...input, now: tx.now.getTime() });
	if (input.dryRun) return found;
	for (const id of found.nodes) signOff(tx, id);
	const changes: DependencyChange[] = [];
	for (const orphan of found.jobs) {
		const job = findJobState(tx.db, orphan.job_id) as JobState;
		if (orphan.was === "pending") giveBack(tx, job);
		else if (!hasResult(tx, job, run_id)) changes.push(endLost(tx, job, run_id, orphan));
	}
	if (changes.length === 0) return found;
	const ended = changes.map((change) => change.jobId);
	finishRound(tx, input.workflowId, ended, changes);
	if (input.resume) for (const id of ended) continueTerminatedJob(tx, id);
	return found;
}

function signOff(tx: Transaction, nodeId: number): void {
	const node = tx.db.get<{ start_time: string; heartbeat_at: number | null }>(NODE, nodeId);
	const started = Date.parse(node?.start_time ?? "");
	const seconds = ((node?.heartbeat_at ?? tx.now.getTime()) - started) / 1000;
	const duration = seconds >= 0 ? { duration_seconds: seconds } : {};
	updateComputeNode(tx, nodeId, { is_active: false, ...duration });
	tx.db.run("UPDATE compute_node SET lost_at = ? WHERE id = ?", tx.timestamp, nodeId);
}

/** It was never started. */
function giveBack(tx: Transaction, job: JobState): void {
	tx.db.run("UPDATE job SET status = 'ready', start_time = NULL, compute_node_id = NULL WHERE id = ?", job.id);
	countMove(tx, job, "ready");
	tx.emit(job.workflow_id, "job_ready", { job_id: job.id, job_name: job.name }, "debug");
}

function endLost(tx: Transaction, job: JobState, runId: number, orphan: Orphan): DependencyChange {
	const { reason, cause, compute_node_id } = orphan;
	const startedAt = job.start_time === null ? Number.NaN : Date.parse(job.start_time);
	const endedAt = Number.isNaN(startedAt) ? orphan.lastSeenAt : Math.max(startedAt, orphan.lastSeenAt);
	const result: ResultInput = {
		workflow_id: job.workflow_id,
		job_id: job.id,
		run_id: runId,
		attempt_id: job.attempt_id,
		compute_node_id: compute_node_id ?? 0,
		return_code: LOST_CODE,
		status: "terminated",
		exec_time_minutes: Number.isNaN(startedAt) ? 0 : (endedAt - startedAt) / 60_000,
		start_time: job.start_time,
		completion_time: new Date(endedAt).toISOString(),
		reason,
		cause,
	};
	return applyEnd(tx, job, "terminated", result);
}

/** A client stored one while the job ran: its end is the client's to tell. */
const hasResult = (tx: Transaction, job: JobState, runId: number): boolean =>
	tx.db.get(RESULT, job.id, runId, job.attempt_id) !== undefined;

const NODE = "SELECT start_time, heartbeat_at FROM compute_node WHERE id = ?";
const RESULT = "SELECT id FROM result WHERE job_id = ? AND run_id = ? AND attempt_id = ?";
