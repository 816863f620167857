// What earlier runners of an output folder could not deliver is delivered first, by whoever next sees the server.
import { type Deliverer, deliverJournal } from "./deliver-journal.ts";
import { readUndelivered } from "./read-journals.ts";

export interface EarlierDeliverer extends Deliverer {
	readonly outputDirectory: string;
	/** Null: those of all workflows. */
	readonly workflowId: number | null;
}

/** Failures leave a journal as it is. Answers the number of results that were delivered. */
export async function deliverEarlier(deliverer: EarlierDeliverer): Promise<number> {
	const { outputDirectory, workflowId, hostname, log } = deliverer;
	let delivered = 0;
	for (const journal of readUndelivered(outputDirectory, workflowId, hostname)) {
		try {
			delivered += (await deliverJournal(deliverer, journal, null))?.total ?? 0;
		} catch (error) {
			log("warn", `results in ${journal.path} cannot be delivered now: ${(error as Error).message}`);
		}
	}
	return delivered;
}
