// The Slurm allocations of a workflow as the server has them.
import { allPages } from "../client/all-pages.ts";
import type { Client } from "../client/connect.ts";
import type { ScheduledComputeNodesModel } from "../contract/models/compute-node.ts";

/** Those that are pending or active. */
export async function liveRecords(client: Client, workflowId: number): Promise<ScheduledComputeNodesModel[]> {
	const query = { workflow_id: workflowId };
	const all = await Array.fromAsync(allPages(client.listScheduledComputeNodes, { query }));
	return all.filter((node) => node.scheduler_type === "slurm" && LIVE.has(node.status));
}

const LIVE: ReadonlySet<string> = new Set(["pending", "active"]);
