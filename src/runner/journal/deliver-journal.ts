// Delivers what a journal holds, in the name of the node that wrote it. Repeats are harmless: what the server has already
// is acknowledged again.
import { statSync } from "node:fs";
import type { Client } from "../../client/connect.ts";
import type { FinishedReport } from "../../contract/sync.ts";
import { TorcError } from "../../core/errors.ts";
import type { Log } from "../runner-log.ts";
import { type JournalHead, retire } from "./journal.ts";
import type { Undelivered } from "./read-journals.ts";

export interface Deliverer {
	readonly client: Client;
	readonly hostname: string;
	readonly log: Log;
}

export interface Delivery {
	readonly total: number;
	readonly rejected: number;
}

/** Journals of other hosts that changed so recently may still be written; what was delivered of them is merely repeated. */
const SETTLED_MS = 3_600_000;

/** `runId`: only what belongs to this run; null = all. Null when the server does not know the journal's node. */
export async function deliverJournal(
	{ client, hostname, log }: Deliverer,
	{ path, head, reports }: Undelivered,
	runId: number | null,
): Promise<Delivery | null> {
	const chosen = runId === null ? reports : reports.filter((report) => report.run_id === runId);
	const [first] = chosen;
	if (first === undefined) return { total: 0, rejected: 0 };
	if (!(await knowsNode(client, head))) {
		log("debug", "journal belongs to another server's workflow", { journal: path });
		return null;
	}
	const { rejected } = await client.syncComputeNode({
		params: { id: head.workflow_id, compute_node_id: head.compute_node_id },
		body: messageOf(first.run_id, chosen),
	});
	for (const { job_id, message } of rejected) log("warn", `earlier result refused: ${message}`, { job_id });
	const settled = head.hostname === hostname || Date.now() - statSync(path).mtimeMs > SETTLED_MS;
	if (settled && chosen.length === reports.length) retire(path);
	log("info", "Delivered results of an earlier runner", { journal: path, results: chosen.length });
	return { total: chosen.length, rejected: rejected.length };
}

const messageOf = (run_id: number, finished: readonly FinishedReport[]) => ({
	run_id,
	started: [],
	finished: [...finished],
	holding: [],
	labels: [],
	wait_seconds: 0,
	on_behalf: true,
});

/** Ids alone say little: another database counts from 1 too. */
async function knowsNode(client: Client, head: JournalHead): Promise<boolean> {
	try {
		const node = await client.getComputeNode({ params: { id: head.compute_node_id } });
		if (node.workflow_id !== head.workflow_id || node.pid !== head.pid) return false;
		return Date.parse(node.start_time) === Date.parse(head.start_time);
	} catch (error) {
		if (error instanceof TorcError && error.kind === "not_found") return false;
		throw error;
	}
}
