// What lost runners left behind is ended, by all evidence there is: processes of this machine, Slurm, and what the server
// knows itself (nodes that signed off, heartbeats that stopped).
import type { Client } from "../../client/call.ts";
import type { OrphanedJob } from "../../contract/models/compute-node.ts";
import { findLostRunners, type LostRunner } from "./lost-runners.ts";

export interface RetireOptions {
	/** The jobs go on at once. */
	readonly resume?: boolean;
	/** Also jobs without a node, once no node is active. */
	readonly unowned?: boolean;
	/** Only tell. */
	readonly dryRun?: boolean;
	/** Nobody is ended: a lost runner whose jobs are still at work here is left as it is. */
	readonly glance?: boolean;
	/** How long Slurm is waited for; default 15 s. */
	readonly slurmTimeoutMs?: number;
}

export interface RetiredLost {
	readonly nodes: number;
	readonly jobs: readonly LostJob[];
	/** Allocations that never started and are gone. */
	readonly pendingAllocations: number;
}

export interface LostJob extends OrphanedJob {
	/** Null for jobs of runners outside Slurm. */
	readonly slurmJobId: string | null;
}

export async function retireLost(
	client: Client,
	workflowId: number,
	options: RetireOptions = {},
): Promise<RetiredLost> {
	const { askSlurm } = await import("../../slurm/allocations/lost-allocations.ts");
	const evidence = await askSlurm(client, workflowId, options.slurmTimeoutMs);
	const runners = await withoutSurvivors(await findLostRunners(client, workflowId), workflowId, options);
	const { resume, unowned, dryRun } = options;
	const found = await client.retireComputeNodes({
		params: { id: workflowId },
		body: { lost: [...evidence.lost, ...runners], resume, unowned, dry_run: dryRun },
	});
	if (!dryRun) {
		const { settleRecords } = await import("../../slurm/allocations/retire-allocations.ts");
		await settleRecords(client, evidence);
	}
	const allocationOf = new Map(evidence.lost.map((node) => [node.compute_node_id, node.slurmJobId]));
	const jobs = found.jobs.map((job) => ({ ...job, slurmJobId: allocationOf.get(job.compute_node_id ?? 0) ?? null }));
	const pendingAllocations = evidence.ended.filter((record) => record.status === "pending").length;
	return { nodes: found.compute_node_ids.length, jobs, pendingAllocations };
}

/** What outlived its runner is ended first. */
async function withoutSurvivors(
	runners: readonly LostRunner[],
	workflowId: number,
	{ dryRun, glance }: RetireOptions,
): Promise<readonly LostRunner[]> {
	if (dryRun || runners.length === 0) return runners;
	const { endSurvivors, findSurvivors } = await import("./survivors.ts");
	if (glance) return runners.filter(({ pid }) => findSurvivors(workflowId, pid).length === 0);
	await Promise.all(runners.map(({ pid }) => endSurvivors(workflowId, pid)));
	return runners;
}
