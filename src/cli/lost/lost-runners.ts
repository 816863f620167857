// Runners of this machine that are gone although nobody said so (killed, machine restarted).
import { hostname } from "node:os";
import type { Client } from "../../client/call.ts";
import type { ComputeNodeModel } from "../../contract/models/compute-node.ts";
import { isLivingProcess } from "../../platform/living-process.ts";
import { collect } from "../lists/collect.ts";

export interface LostRunner {
	readonly compute_node_id: number;
	readonly reason: string;
	readonly pid: number;
}

export async function findLostRunners(client: Client, workflowId: number): Promise<LostRunner[]> {
	const query = { workflow_id: workflowId, is_active: true, hostname: hostname() };
	const nodes = await collect(client.listComputeNodes, { query });
	return nodes.filter(isGone).map((node) => ({
		compute_node_id: node.id as number,
		pid: node.pid,
		reason: `lost with its runner: process ${node.pid} on ${node.hostname} has ended`,
	}));
}

/** What runs elsewhere or under Slurm is not ours to judge; nor is pid 1, which some runners give. */
function isGone(node: ComputeNodeModel): boolean {
	if (node.compute_node_type !== "local" || node.hostname !== hostname() || node.pid <= 1) return false;
	return !isLivingProcess(node.pid, Date.parse(node.start_time));
}
