// The Slurm allocations of a workflow as the server has them.
import { allPages } from "../../client/all-pages.ts";
import type { Client } from "../../client/connect.ts";
import type { ScheduledComputeNodesModel } from "../../contract/models/compute-node.ts";

export async function allRecords(client: Client, workflow_id: number): Promise<ScheduledComputeNodesModel[]> {
	const all = await Array.fromAsync(allPages(client.listScheduledComputeNodes, { query: { workflow_id } }));
	return all.filter((node) => node.scheduler_type === "slurm");
}

/** Those that are pending or active. */
export async function liveRecords(client: Client, workflowId: number): Promise<ScheduledComputeNodesModel[]> {
	return (await allRecords(client, workflowId)).filter((node) => LIVE.has(node.status));
}

const LIVE: ReadonlySet<string> = new Set(["pending", "active"]);

/** `active`, `complete`, `canceled`, or `pending` for one that is queued again. */
export async function setRecordStatus(
	client: Client,
	record: ScheduledComputeNodesModel,
	status: string,
): Promise<void> {
	await client.updateScheduledComputeNode({ params: { id: record.id as number }, body: { ...record, status } });
}
