// Nodes whose heartbeat stopped are taken for lost without anybody asking (reads/orphans.ts): their jobs are terminated,
// and go on where they may.
import { retireNodes } from "../store/commands/retire-nodes.ts";
import type { Store } from "../store/open-store.ts";
import { workflowsWithSilentNodes } from "../store/reads/orphans.ts";

const LOOK_MS = 60_000;

/** Looks until it is stopped. `startedAt`: epoch milliseconds; a server that was away has heard nobody. */
export function watchLeases(store: Store, startedAt: number, log: (message: string) => void): { stop(): void } {
	const timer = setInterval(() => {
		endLeases(store, Date.now(), startedAt, log).catch((error: Error) =>
			log(`warning: silent nodes: ${error.message}`),
		);
	}, LOOK_MS);
	timer.unref();
	return { stop: () => clearInterval(timer) };
}

async function endLeases(store: Store, now: number, startedAt: number, log: (message: string) => void): Promise<void> {
	for (const workflowId of workflowsWithSilentNodes(store.reader, now)) {
		const input = { workflowId, lost: [], unowned: false, resume: false, dryRun: false, serverStartedAt: startedAt };
		const { nodes, jobs } = await store.write((tx) => retireNodes(tx, input));
		if (nodes.length === 0) continue;
		log(`workflow ${workflowId}: ${nodes.length} silent node(s) and ${jobs.length} job(s) on them are taken for lost`);
	}
}
