// Purpose: the one request of our runner (design §4): take its reports, then give it what fits what it has free.
// Completion of one job and the claim of the next are the same transaction.
// Fencing: a report counts only for the node and attempt the job was given to; others are stored as evidence.
// Delivery: jobs claimed for the node that it does not hold yet (a lost answer) are sent again before new ones.
import { notFound } from "../../../core/errors.ts";
import type { LossCause } from "../../../core/lost-work.ts";
import type { NodeRoom } from "../../../core/node-set.ts";
import { JOB_STATE_COLUMNS, type JobState } from "../../dependencies/job-state.ts";
import type { WrittenFile } from "../../provenance/file-entities.ts";
import { type ClaimedJobRecord, describeClaimedJobs } from "../../reads/jobs/claimed-jobs.ts";
import { readProgress, type WorkflowProgressRecord } from "../../reads/workflows/workflow-progress.ts";
import { getWorkflowState, type WorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import type { CheckpointFacts } from "../attempts/record-checkpoint.ts";
import { type LostRun, takeBackJobs } from "./assumed-end.ts";
import { claimByCount, claimByResources } from "./claim-jobs.ts";
import { takeReports } from "./take-reports.ts";

export interface StartedReport {
	readonly job_id: number;
	readonly attempt_id: number;
	readonly start_time?: string | null | undefined;
}

export interface FinishedReport {
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id: number;
	readonly status: string;
	readonly return_code: number;
	readonly exec_time_minutes: number;
	readonly completion_time: string;
	readonly signal?: number | null | undefined;
	readonly reason?: string | null | undefined;
	readonly start_time?: string | null | undefined;
	readonly peak_memory_bytes?: number | null | undefined;
	readonly avg_memory_bytes?: number | null | undefined;
	readonly peak_cpu_percent?: number | null | undefined;
	readonly avg_cpu_percent?: number | null | undefined;
	readonly signal_to_exit_seconds?: number | null | undefined;
	readonly signal_lead_seconds?: number | null | undefined;
	readonly cause?: LossCause | null | undefined;
	readonly checkpoint?: CheckpointFacts | null | undefined;
	readonly progress?: boolean | null | undefined;
	readonly output_files?: readonly (WrittenFile & { readonly st_mtime: number })[] | null | undefined;
	readonly retry?: { readonly max_retries: number } | null | undefined;
	readonly give_back?: boolean | null | undefined;
}

export interface SyncOffer {
	readonly mode: "resources" | "count";
	readonly limit: number;
	readonly num_cpus: number;
	readonly memory_bytes: number;
	readonly num_gpus: number;
	readonly num_nodes: number;
	readonly nodes?: readonly NodeRoom[] | null | undefined;
	readonly time_left_seconds?: number | null | undefined;
	readonly scheduler_config_id?: number | null | undefined;
	readonly strict_scheduler_match?: boolean | null | undefined;
}

export interface SyncInput {
	readonly workflowId: number;
	readonly computeNodeId: number;
	readonly run_id: number;
	readonly started: readonly StartedReport[];
	readonly finished: readonly FinishedReport[];
	readonly holding: readonly number[];
	readonly offer?: SyncOffer | null | undefined;
	readonly labels: readonly string[];
	/** Sent by somebody else in the node's name: no sign of life. */
	readonly on_behalf?: boolean | null | undefined;
}

export type SyncOrder =
	| { readonly order: "drop_job"; readonly job_id: number; readonly attempt_id: number }
	| { readonly order: "cancel_workflow" }
	| { readonly order: "new_run"; readonly run_id: number };

export interface SyncOutcome {
	readonly jobs: ClaimedJobRecord[];
	readonly orders: SyncOrder[];
	readonly rejected: { readonly job_id: number; readonly attempt_id: number; readonly message: string }[];
	readonly workflow: WorkflowProgressRecord;
}

/** Errors: 404 for an unknown workflow, or a node that is not the workflow's. */
export function syncComputeNode(tx: Transaction, input: SyncInput): SyncOutcome {
	const workflow = getWorkflowState(tx.db, input.workflowId);
	const stolen = beat(tx, workflow, input);
	const { rejected, orders } = takeReports(tx, workflow, input);
	for (const { job_id, attempt_id } of stolen) orders.push({ order: "drop_job", job_id, attempt_id });
	if (workflow.is_canceled === 1) orders.push({ order: "cancel_workflow" });
	if (input.run_id !== workflow.run_id) orders.push({ order: "new_run", run_id: workflow.run_id });
	const mayClaim = workflow.is_canceled === 0 && workflow.is_archived === 0 && input.run_id === workflow.run_id;
	const jobs = mayClaim ? giveJobs(tx, workflow, input) : [];
	tx.settleCounters();
	return { jobs, orders, rejected, workflow: readProgress(tx.db, workflow) };
}

/**
 * Notes that the node lives; at most one write in five seconds. One that was taken for lost is back: answers which of its
 * jobs it has to drop.
 */
function beat(tx: Transaction, workflow: WorkflowState, { computeNodeId, on_behalf }: SyncInput): LostRun[] {
	const node = tx.db.get<NodeLife>(NODE_LIFE, computeNodeId);
	if (node === undefined || node.workflow_id !== workflow.id) throw notFound("ComputeNode", computeNodeId);
	if (on_behalf) return [];
	const now = tx.now.getTime();
	if (node.lost_at !== null) {
		tx.db.run(BACK, now, computeNodeId);
		return takeBackJobs(tx, workflow.id, workflow.run_id, computeNodeId);
	}
	if (node.heartbeat_at === null || now - node.heartbeat_at >= 5_000) tx.db.run(BEAT, now, computeNodeId);
	return [];
}

interface NodeLife {
	readonly workflow_id: number;
	readonly heartbeat_at: number | null;
	readonly lost_at: string | null;
}

const NODE_LIFE = "SELECT workflow_id, heartbeat_at, lost_at FROM compute_node WHERE id = ?";
const BEAT = "UPDATE compute_node SET heartbeat_at = ? WHERE id = ?";
const BACK = "UPDATE compute_node SET heartbeat_at = ?, is_active = 1, lost_at = NULL WHERE id = ?";

function giveJobs(tx: Transaction, workflow: WorkflowState, input: SyncInput): ClaimedJobRecord[] {
	const undelivered = tx.db
		.all<JobState>(PENDING_OF_NODE, workflow.id, input.computeNodeId)
		.filter((job) => !input.holding.includes(job.id));
	if (undelivered.length > 0) return describeClaimedJobs(tx.db, workflow, undelivered);
	return describeClaimedJobs(tx.db, workflow, claimForOffer(tx, workflow, input));
}

const PENDING_OF_NODE = `SELECT ${JOB_STATE_COLUMNS} FROM job
	WHERE workflow_id = ? AND compute_node_id = ? AND status = 'pending'`;

function claimForOffer(tx: Transaction, workflow: WorkflowState, input: SyncInput): readonly JobState[] {
	const { offer, computeNodeId, labels } = input;
	if (!offer) return [];
	if (offer.mode === "count") {
		return claimByCount(tx, { workflowId: workflow.id, limit: offer.limit, labels, computeNodeId });
	}
	return claimByResources(tx, {
		workflowId: workflow.id,
		limit: offer.limit,
		labels,
		computeNodeId,
		num_cpus: offer.num_cpus,
		memory_bytes: offer.memory_bytes,
		num_gpus: offer.num_gpus,
		num_nodes: offer.num_nodes,
		nodes: offer.nodes ?? null,
		time_limit_seconds: offer.time_left_seconds ?? null,
		scheduler_config_id: offer.scheduler_config_id ?? null,
		strict_scheduler_match: offer.strict_scheduler_match ?? false,
		sortMethod: workflow.jobs_sort_method,
	});
}
