// A requeued allocation keeps its id: that it starts again proves that what ran in it before is gone.
import { allPages } from "../../../../client/all-pages.ts";
import type { Client } from "../../../../client/connect.ts";
import { slurmJobOf } from "../../../../slurm/allocations/lost-allocations.ts";
import type { AllocationEnvironment } from "../../../../slurm/environment/allocation-environment.ts";

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
		const reason = `lost with node ${node.hostname}: its allocation ${slurmJobId} was requeued (restart ${restarts})`;
		const lost = [{ compute_node_id: node.id as number, reason }];
		const { jobs } = await client.retireComputeNodes({ params: { id: workflow_id }, body: { lost } });
		log(`The allocation ran before on ${node.hostname}: ${jobs.length} job(s) were lost there and go on`);
	}
}
