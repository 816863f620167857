// Nodes whose heartbeat stopped are taken for lost without anybody asking (reads/orphans.ts): their jobs are terminated,
// and go on where they may.
import { retireNodes } from "../../store/commands/nodes/retire-nodes.ts";
import type { Store } from "../../store/open-store.ts";
import { workflowsWithSilentNodes } from "../../store/reads/jobs/orphans.ts";

const LOOK_MS = 60_000;

/** Looks until it is stopped. `startedAt`: epoch milliseconds; a server that was away has heard nobody. */
export function watchLeases(store: Store, startedAt: number, log: (message: string) => void): { stop(): void } {
	const listening = new Listening(startedAt);
	const timer = setInterval(() => {
		const now = Date.now();
		endLeases(store, { now, since: listening.look(now) }, log).catch((error: Error) =>
			log(`warning: silent nodes: ${error.message}`),
		);
	}, LOOK_MS);
	timer.unref();
	return { stop: () => clearInterval(timer) };
}

/** Since when nodes could be heard without a pause. Epoch milliseconds. */
export class Listening {
	private since: number;
	private lookedAt: number;

	constructor(startedAt: number) {
		this.since = startedAt;
		this.lookedAt = startedAt;
	}

	/** A look at the wrong time shows that the machine slept, or its clock was set: heartbeats before it say nothing. */
	look(now: number): number {
		if (Math.abs(now - this.lookedAt - LOOK_MS) > LOOK_MS) this.since = now;
		this.lookedAt = now;
		return this.since;
	}
}

interface Silence {
	readonly now: number;
	readonly since: number;
}

async function endLeases(store: Store, { now, since }: Silence, log: (message: string) => void): Promise<void> {
	for (const workflowId of workflowsWithSilentNodes(store.reader, now)) {
		const input = { workflowId, lost: [], unowned: false, resume: false, dryRun: false, serverStartedAt: since };
		const { nodes, jobs } = await store.write((tx) => retireNodes(tx, input));
		if (nodes.length === 0) continue;
		log(`workflow ${workflowId}: ${nodes.length} silent node(s) and ${jobs.length} job(s) on them are taken for lost`);
	}
}
