// Compute nodes whose runner is no longer there although nobody said so (killed, machine restarted).
import { hostname } from "node:os";
import type { Client } from "../../../client/call.ts";
import type { ComputeNodeModel } from "../../../contract/models/compute-node.ts";
import { collect } from "../../collect.ts";

/** Marks local nodes of this machine inactive whose process has ended. Answers how many active nodes are left. */
export async function retireDeadNodes(client: Client, workflowId: number): Promise<number> {
	const nodes = await collect(client.listComputeNodes, { query: { workflow_id: workflowId, is_active: true } });
	let left = 0;
	for (const node of nodes) {
		if (isAlive(node)) left++;
		else await client.updateComputeNode({ params: { id: node.id as number }, body: { ...node, is_active: false } });
	}
	return left;
}

/** Only evidence counts: what runs elsewhere or under Slurm is taken to be alive; so is pid 1, which some runners give. */
function isAlive(node: ComputeNodeModel): boolean {
	if (node.compute_node_type !== "local" || node.hostname !== hostname() || node.pid <= 1) return true;
	try {
		process.kill(node.pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
