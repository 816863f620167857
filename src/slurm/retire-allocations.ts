// Compares the recorded allocations with Slurm: what Slurm has ended or requeued did not live to say so itself, and the
// jobs it ran are unfinished work. Only Slurm's own word counts; without an answer nothing is touched.
import { allPages } from "../client/all-pages.ts";
import type { Client } from "../client/connect.ts";
import type { ComputeNodeModel, ScheduledComputeNodesModel } from "../contract/models/compute-node.ts";
import { type QueuedJob, readQueue } from "./queue.ts";
import { liveRecords } from "./recorded-allocations.ts";
import { retireNode } from "./retire-node.ts";

export interface Retired {
	/** Allocations that are queued or run, as far as Slurm answered. */
	readonly alive: number;
	/** Recorded allocations that Slurm has ended. */
	readonly ended: number;
	/** Jobs that were lost with a node and are `terminated` now. */
	readonly lostJobs: number;
}

export async function retireAllocations(client: Client, workflowId: number): Promise<Retired> {
	const records = await liveRecords(client, workflowId);
	if (records.length === 0) return { alive: 0, ended: 0, lostJobs: 0 };
	const queue = await readQueue(records.map((record) => String(record.scheduler_id)));
	if (queue === null) return { alive: records.length, ended: 0, lostJobs: 0 };
	const nodes = await activeNodes(client, workflowId);
	let alive = 0;
	let lostJobs = 0;
	for (const record of records) {
		const slurmJobId = String(record.scheduler_id);
		const job = queue.get(slurmJobId);
		const isThere = job !== undefined && job.state !== "gone";
		if (isThere) alive++;
		if (isThere && job.state !== "queued") continue;
		for (const node of nodes.filter((each) => slurmJobOf(each) === slurmJobId)) {
			lostJobs += await retireNode(client, node, causeOf(slurmJobId, node, job));
		}
		await settleRecord(client, record, isThere ? "pending" : "complete");
	}
	return { alive, ended: records.length - alive, lostJobs };
}

async function activeNodes(client: Client, workflowId: number): Promise<ComputeNodeModel[]> {
	const query = { workflow_id: workflowId, is_active: true };
	return Array.fromAsync(allPages(client.listComputeNodes, { query }));
}

/** Null for nodes that are not Slurm's. */
export function slurmJobOf({ compute_node_type, scheduler }: ComputeNodeModel): string | null {
	if (compute_node_type !== "slurm") return null;
	const id = (scheduler as { readonly slurm_job_id?: unknown } | null)?.slurm_job_id;
	return id === undefined || id === null ? null : String(id);
}

function causeOf(slurmJobId: string, node: ComputeNodeModel, job: QueuedJob | undefined): string {
	const what = job === undefined ? "is gone" : job.state === "queued" ? "was requeued" : `ended: ${job.word}`;
	return `lost with node ${node.hostname}: its allocation ${slurmJobId} ${what}`;
}

async function settleRecord(client: Client, record: ScheduledComputeNodesModel, status: string): Promise<void> {
	if (record.status === status) return;
	await client.updateScheduledComputeNode({ params: { id: record.id as number }, body: { ...record, status } });
}
