// A requeued allocation keeps its id: that it starts again proves that what ran in it before is gone.
import { allPages } from "../../../client/all-pages.ts";
import type { Client } from "../../../client/connect.ts";
import type { AllocationEnvironment } from "../../../slurm/allocation-environment.ts";
import { slurmJobOf } from "../../../slurm/retire-allocations.ts";
import { retireNode } from "../../../slurm/retire-node.ts";

/** Each worker signs off the one that was in its place. */
export async function retirePredecessor(
	client: Client,
	workflow_id: number,
	{ slurmJobId, nodeIndex, restarts }: AllocationEnvironment,
	log: (line: string) => void,
): Promise<void> {
	for await (const node of allPages(client.listComputeNodes, { query: { workflow_id, is_active: true } })) {
		const place = (node.scheduler as { readonly slurm_node_id?: unknown } | null)?.slurm_node_id;
		if (slurmJobOf(node) !== slurmJobId || Number(place) !== nodeIndex) continue;
		const cause = `lost with node ${node.hostname}: its allocation ${slurmJobId} was requeued (restart ${restarts})`;
		const lost = await retireNode(client, node, cause);
		log(`The allocation ran before on ${node.hostname}: ${lost} job(s) were lost there and go on`);
	}
}
