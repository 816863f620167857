// Results that an earlier runner could not deliver are delivered first, in its name.
import { statSync } from "node:fs";
import type { Session } from "../session.ts";
import { type JournalHead, retire } from "./journal.ts";
import { readUndelivered, type Undelivered } from "./read-journals.ts";

export interface Delivery {
	readonly files: number;
	readonly total: number;
	readonly rejected: number;
}

type Deliverer = Pick<Session, "client" | "workflowId" | "outputDirectory" | "runId" | "hostname" | "log">;

/** Journals of other hosts that changed so recently may still be written; what was delivered of them is merely repeated. */
const SETTLED_MS = 3_600_000;

/** Repeats are harmless: what the server has already is acknowledged again. Failures leave the journal as it is. */
export async function deliverEarlier(session: Deliverer): Promise<Delivery> {
	const delivery = { files: 0, total: 0, rejected: 0 };
	for (const journal of readUndelivered(session.outputDirectory, session.workflowId, session.hostname)) {
		try {
			if (!(await knowsNode(session, journal.head))) {
				session.log("debug", "journal belongs to another server's workflow", { journal: journal.path });
				continue;
			}
			delivery.rejected += await deliver(session, journal);
			delivery.files++;
			delivery.total += journal.reports.length;
		} catch (error) {
			session.log("warn", `results in ${journal.path} cannot be delivered now: ${(error as Error).message}`);
		}
	}
	return delivery;
}

/** Ids alone say little: another database counts from 1 too. */
async function knowsNode({ client, workflowId }: Deliverer, head: JournalHead): Promise<boolean> {
	const { items } = await client.listComputeNodes({ query: { workflow_id: workflowId, hostname: head.hostname } });
	const node = items.find(({ id }) => id === head.compute_node_id);
	return node?.pid === head.pid && Date.parse(node.start_time) === Date.parse(head.start_time);
}

/** Answers how many were rejected. */
async function deliver(session: Deliverer, { path, head, reports }: Undelivered): Promise<number> {
	const { rejected } = await session.client.syncComputeNode({
		params: { id: session.workflowId, compute_node_id: head.compute_node_id },
		body: { run_id: session.runId, started: [], finished: [...reports], holding: [], labels: [], wait_seconds: 0 },
	});
	for (const { job_id, message } of rejected) session.log("warn", `earlier result refused: ${message}`, { job_id });
	const settled = head.hostname === session.hostname || Date.now() - statSync(path).mtimeMs > SETTLED_MS;
	if (settled) retire(path);
	session.log("info", "Delivered results of an earlier runner", { journal: path, results: reports.length });
	return rejected.length;
}
