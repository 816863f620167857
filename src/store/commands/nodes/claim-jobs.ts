// Purpose: hand ready jobs to a runner, each to exactly one; ready → pending.
// Walks the few groups of ready jobs, then takes rows by index: O(groups + jobs claimed), however many jobs wait.
import type { NodeRoom } from "../../../core/node-set.ts";
import type { Database } from "../../../sqlite/database.ts";
import { countMove, JOB_STATE_COLUMNS, type JobState } from "../../dependencies/job-state.ts";
import { listReadyGroups, type ReadyGroupRow, servesLabels } from "../../reads/jobs/ready-groups.ts";
import { MAX_LIMIT } from "../../reads/paging/page.ts";
import type { Transaction } from "../../transaction.ts";
import { claimTiers } from "./claim-order.ts";
import { type Capacity, fitsEmpty, NodeByNode, Packing } from "./node-capacity.ts";

export interface ClaimByResources extends Capacity {
	readonly workflowId: number;
	/** Most jobs to take; one claim takes no more than an answer holds. */
	readonly limit: number;
	readonly labels: readonly string[];
	readonly scheduler_config_id: number | null;
	readonly strict_scheduler_match: boolean;
	/** Room of each node where the claimer has several; null: all nodes are equal and their room is one pool. */
	readonly nodes?: readonly NodeRoom[] | null;
	readonly sortMethod: string | null;
	/** Null for clients that name their node only when they start a job. */
	readonly computeNodeId: number | null;
}

/** Ids and states of the taken jobs (their status before the claim), in claim order. */
export function claimByResources(tx: Transaction, claim: ClaimByResources): readonly JobState[] {
	const limit = Math.min(claim.limit, MAX_LIMIT);
	if (limit <= 0) return [];
	tx.settleCounters();
	const packing = claim.nodes ? new NodeByNode(claim.nodes) : new Packing(claim);
	const taken: JobState[] = [];
	const groups = candidates(listReadyGroups(tx.db, claim.workflowId), claim);
	for (const tier of claimTiers(groups, claim.sortMethod, claim.time_limit_seconds)) {
		taken.push(...packTier(tx.db, { ...claim, limit: limit - taken.length }, packing, tier));
		if (taken.length >= limit) break;
	}
	return markPending(tx, taken, claim.computeNodeId);
}

function candidates(groups: readonly ReadyGroupRow[], claim: ClaimByResources): ReadyGroupRow[] {
	const fitting = groups.filter((group) => fitsEmpty(group, claim) && servesLabels(claim.labels, group.labels));
	const own = claim.scheduler_config_id ?? 0;
	const matching = fitting.filter((group) => group.scheduler_id === 0 || group.scheduler_id === own);
	return matching.length > 0 || claim.strict_scheduler_match ? matching : fitting;
}

/** Groups that compare by fewer keys may differ in requirements: each job is packed by its own, in the order of ids. */
function packTier(
	db: Database,
	claim: ClaimByResources,
	packing: Packing | NodeByNode,
	tier: readonly ReadyGroupRow[],
): JobState[] {
	const { limit } = claim;
	const offers = sameRequirements(tier).map((part) => {
		const requirements = part[0] as ReadyGroupRow;
		const wanted = Math.min(limit, packing.room(requirements), jobsIn(part));
		return { requirements, jobs: wanted > 0 ? firstJobs(db, claim, part, wanted) : [] };
	});
	const [only, ...others] = offers;
	if (only && others.length === 0) {
		packing.take(only.requirements, only.jobs.length);
		return only.jobs;
	}
	const inOrder = offers
		.flatMap(({ requirements, jobs }) => jobs.map((job) => ({ requirements, job })))
		.sort((a, b) => a.job.id - b.job.id);
	const taken: JobState[] = [];
	for (const { requirements, job } of inOrder) {
		if (taken.length >= limit) break;
		if (packing.room(requirements) < 1) continue;
		packing.take(requirements, 1);
		taken.push(job);
	}
	return taken;
}

/** Splits a tier into runs of groups with equal requirements, keeping the order. */
function sameRequirements(tier: readonly ReadyGroupRow[]): ReadyGroupRow[][] {
	const parts = new Map<string, ReadyGroupRow[]>();
	for (const group of tier) {
		const key = `${group.num_cpus} ${group.memory_bytes} ${group.num_gpus} ${group.num_nodes} ${group.runtime_seconds} ${group.claim_class & 1}`;
		const part = parts.get(key);
		if (part) part.push(group);
		else parts.set(key, [group]);
	}
	return [...parts.values()];
}

export interface ClaimByCount {
	readonly workflowId: number;
	readonly limit: number;
	readonly labels: readonly string[];
	readonly computeNodeId: number | null;
}

/** Queue mode: the next jobs by priority and id; resources, runtime and schedulers are ignored. */
export function claimByCount(tx: Transaction, claim: ClaimByCount): readonly JobState[] {
	const limit = Math.min(claim.limit, MAX_LIMIT);
	if (limit <= 0) return [];
	tx.settleCounters();
	const groups = listReadyGroups(tx.db, claim.workflowId).filter((group) => servesLabels(claim.labels, group.labels));
	const taken: JobState[] = [];
	for (const tier of claimTiers(groups, "none", null)) {
		taken.push(...firstJobs(tx.db, claim, tier, limit - taken.length));
		if (taken.length >= limit) break;
	}
	return markPending(tx, taken, claim.computeNodeId);
}

const jobsIn = (groups: readonly ReadyGroupRow[]): number => groups.reduce((sum, group) => sum + group.count, 0);

type Claimant = Pick<ClaimByCount, "workflowId" | "computeNodeId">;

/** The jobs with the lowest ids over several groups, without those that have left this node to go on elsewhere. */
function firstJobs(db: Database, claim: Claimant, groups: readonly ReadyGroupRow[], limit: number): JobState[] {
	const { workflowId, computeNodeId } = claim;
	const jobs: JobState[] = [];
	for (const group of groups) {
		const { resource_requirements_id, scheduler_id, labels, priority, claim_class } = group;
		const key = [workflowId, resource_requirements_id, scheduler_id || null, labels, priority, claim_class] as const;
		jobs.push(...db.all<JobState>(READY_JOBS, ...key, computeNodeId ?? 0, limit));
	}
	return groups.length === 1 ? jobs : jobs.sort((a, b) => a.id - b.id).slice(0, limit);
}

const READY_JOBS = `SELECT ${JOB_STATE_COLUMNS} FROM job WHERE workflow_id = ? AND resource_requirements_id = ?
	AND scheduler_id IS ? AND labels = ? AND priority = ? AND claim_class = ? AND status = 'ready'
	AND left_node_id IS NOT ? ORDER BY id LIMIT ?`;

function markPending(tx: Transaction, jobs: readonly JobState[], computeNodeId: number | null): readonly JobState[] {
	for (const job of jobs) {
		tx.db.run("UPDATE job SET status = 'pending', compute_node_id = ? WHERE id = ?", computeNodeId, job.id);
		countMove(tx, job, "pending");
	}
	return jobs;
}
