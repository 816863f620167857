// Brings the records of allocations and nodes in line with what Slurm says; what ended nodes ran is unfinished work.
import type { Client } from "../../client/connect.ts";
import { askSlurm, type SlurmEvidence } from "./lost-allocations.ts";
import { setRecordStatus } from "./recorded-allocations.ts";

export interface Retired {
	/** Allocations that are queued or run, as far as Slurm answered. */
	readonly alive: number;
	/** Jobs that were lost with a node and are `terminated` now. */
	readonly lostJobs: number;
}

export async function retireAllocations(client: Client, workflowId: number): Promise<Retired> {
	const evidence = await askSlurm(client, workflowId);
	const { jobs } = await client.retireComputeNodes({
		params: { id: workflowId },
		body: { lost: [...evidence.lost] },
	});
	await settleRecords(client, evidence);
	return { alive: evidence.alive, lostJobs: jobs.filter((job) => job.was === "running").length };
}

/** After the jobs: a record that is settled is not asked about again. */
export async function settleRecords(client: Client, { ended, requeued }: SlurmEvidence): Promise<void> {
	for (const record of ended) await setRecordStatus(client, record, "complete");
	for (const record of requeued) await setRecordStatus(client, record, "pending");
}
