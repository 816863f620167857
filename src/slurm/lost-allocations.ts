// Compares the recorded allocations and nodes with Slurm: what Slurm has ended or requeued did not live to say so itself.
// Only Slurm's own word counts; without an answer nothing is known. Changes nothing.
import { allPages } from "../client/all-pages.ts";
import type { Client } from "../client/connect.ts";
import type { ComputeNodeModel, ScheduledComputeNodesModel } from "../contract/models/compute-node.ts";
import type { LossCause } from "../core/lost-work.ts";
import { type QueuedJob, readQueue } from "./queue.ts";
import { liveRecords } from "./recorded-allocations.ts";

export interface LostSlurmNode {
	readonly compute_node_id: number;
	readonly slurmJobId: string;
	readonly reason: string;
	readonly cause: LossCause;
}

export interface SlurmEvidence {
	/** Recorded allocations that are queued or run. */
	readonly alive: number;
	/** Records that Slurm has ended. */
	readonly ended: readonly ScheduledComputeNodesModel[];
	/** Records of allocations that ran and are queued again. */
	readonly requeued: readonly ScheduledComputeNodesModel[];
	/** Active nodes whose allocation is not there any more, or is another start of it. */
	readonly lost: readonly LostSlurmNode[];
}

/** Without anything of Slurm's in the workflow Slurm is not asked. */
export async function askSlurm(client: Client, workflowId: number, timeoutMs?: number): Promise<SlurmEvidence> {
	const records = await liveRecords(client, workflowId);
	const nodes = (await activeNodes(client, workflowId)).filter((node) => slurmJobOf(node) !== null);
	const ids = new Set([...records.map(idOf), ...nodes.map((node) => slurmJobOf(node) as string)]);
	const queue = ids.size === 0 ? null : await readQueue([...ids], timeoutMs);
	if (queue === null) return { alive: records.length, ended: [], requeued: [], lost: [] };
	const state = (slurmJobId: string) => queue.get(slurmJobId)?.state ?? "gone";
	const lost = nodes.flatMap((node) => {
		const slurmJobId = slurmJobOf(node) as string;
		const is = state(slurmJobId);
		return is === "gone" || is === "queued" ? [lostNode(node, slurmJobId, queue.get(slurmJobId))] : [];
	});
	const ended = records.filter((record) => state(idOf(record)) === "gone");
	const requeued = records.filter((record) => record.status === "active" && state(idOf(record)) === "queued");
	return { alive: records.length - ended.length, ended, requeued, lost };
}

/** Null for nodes that are not Slurm's. */
export function slurmJobOf({ compute_node_type, scheduler }: ComputeNodeModel): string | null {
	if (compute_node_type !== "slurm") return null;
	const id = (scheduler as { readonly slurm_job_id?: unknown } | null)?.slurm_job_id;
	return id === undefined || id === null ? null : String(id);
}

async function activeNodes(client: Client, workflowId: number): Promise<ComputeNodeModel[]> {
	const query = { workflow_id: workflowId, is_active: true };
	return Array.fromAsync(allPages(client.listComputeNodes, { query }));
}

const idOf = (record: ScheduledComputeNodesModel): string => String(record.scheduler_id);

function lostNode(node: ComputeNodeModel, slurmJobId: string, job: QueuedJob | undefined): LostSlurmNode {
	const what = job === undefined ? "is gone" : job.state === "queued" ? "was requeued" : `ended: ${job.word}`;
	const reason = `lost with node ${node.hostname}: its allocation ${slurmJobId} ${what}`;
	return { compute_node_id: node.id as number, slurmJobId, reason, cause: causeOf(job?.word ?? "") };
}

/** What Slurm's last word for the allocation means to the work that was lost with it. */
function causeOf(word: string): LossCause {
	if (/^(TIMEOUT|DEADLINE)/.test(word)) return "wall_time";
	return /^(CANCELLED|PREEMPTED)/.test(word) ? "stop" : "node_loss";
}
