// Compares the recorded allocations and nodes with Slurm: what Slurm has ended or requeued did not live to say so itself.
// Only Slurm's own word counts; without an answer nothing is known. Changes nothing.
import { allPages } from "../../client/all-pages.ts";
import type { Client } from "../../client/connect.ts";
import type { ComputeNodeModel, ScheduledComputeNodesModel } from "../../contract/models/compute-node.ts";
import type { LossCause } from "../../core/lost-work.ts";
import { type FinalState, finalStates } from "../accounting/final-states.ts";
import { type QueuedJob, readQueue } from "../programs/queue.ts";
import { liveRecords } from "./recorded-allocations.ts";

export interface LostSlurmNode {
	readonly compute_node_id: number;
	readonly slurmJobId: string;
	readonly reason: string;
	readonly cause: LossCause;
	/** RFC 3339; null: Slurm does not say when it ended. */
	readonly ended_at: string | null;
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
export async function askSlurm(client: Client, workflowId: number, timeoutMs = 15_000): Promise<SlurmEvidence> {
	const records = await liveRecords(client, workflowId);
	const nodes = (await activeNodes(client, workflowId)).filter((node) => slurmJobOf(node) !== null);
	const ids = new Set([...records.map(idOf), ...nodes.map((node) => slurmJobOf(node) as string)]);
	const queue = ids.size === 0 ? null : await readQueue([...ids], timeoutMs);
	if (queue === null) return { alive: records.length, ended: [], requeued: [], lost: [] };
	const state = (slurmJobId: string) => queue.get(slurmJobId)?.state ?? "gone";
	const lostNodes = nodes.filter((node) => ["gone", "queued"].includes(state(slurmJobOf(node) as string)));
	const forgotten = lostNodes.map((node) => slurmJobOf(node) as string).filter((id) => !queue.has(id));
	const ends = await finalStates([...new Set(forgotten)], timeoutMs);
	const lost = lostNodes.map((node) => {
		const slurmJobId = slurmJobOf(node) as string;
		return lostNode(node, slurmJobId, queue.get(slurmJobId), ends.get(slurmJobId));
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

function lostNode(
	node: ComputeNodeModel,
	slurmJobId: string,
	job: QueuedJob | undefined,
	end: FinalState | undefined,
): LostSlurmNode {
	const word = end?.word ?? job?.word ?? "";
	const what = job?.state === "queued" ? "was requeued" : word === "" ? "is gone" : `ended: ${word}`;
	const reason = `lost with node ${node.hostname}: its allocation ${slurmJobId} ${what}`;
	const ended_at = end?.endTime == null ? null : new Date(end.endTime).toISOString();
	return { compute_node_id: node.id as number, slurmJobId, reason, cause: causeOf(word), ended_at };
}

/** What Slurm's last word for the allocation means to the work that was lost with it. */
function causeOf(word: string): LossCause {
	if (/^(TIMEOUT|DEADLINE)/.test(word)) return "wall_time";
	if (word.startsWith("PREEMPTED")) return "preemption";
	return word.startsWith("CANCELLED") ? "stop" : "node_loss";
}
