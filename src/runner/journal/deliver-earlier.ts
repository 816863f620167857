// Results that an earlier runner could not deliver are delivered first, in its name.
import type { Session } from "../session.ts";
import { readUndelivered, retire } from "./journal.ts";

export interface Delivery {
	readonly files: number;
	readonly total: number;
	readonly rejected: number;
}

/** Repeats are harmless: what the server has already is acknowledged again. Failures leave the journal as it is. */
export async function deliverEarlier(
	session: Pick<Session, "client" | "workflowId" | "outputDirectory" | "runId" | "log">,
): Promise<Delivery> {
	const delivery = { files: 0, total: 0, rejected: 0 };
	for (const { path, computeNodeId, reports } of readUndelivered(session.outputDirectory, session.workflowId)) {
		try {
			const { rejected } = await session.client.syncComputeNode({
				params: { id: session.workflowId, compute_node_id: computeNodeId },
				body: { run_id: session.runId, started: [], finished: [...reports], holding: [], labels: [], wait_seconds: 0 },
			});
			delivery.files++;
			delivery.total += reports.length;
			delivery.rejected += rejected.length;
			retire(path);
			session.log("info", "Delivered results of an earlier runner", { journal: path, results: reports.length });
		} catch (error) {
			session.log("warn", `results in ${path} cannot be delivered now: ${(error as Error).message}`);
		}
	}
	return delivery;
}
