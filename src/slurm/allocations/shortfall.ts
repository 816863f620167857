// Allocations that Slurm did not take although an action wanted them: on record as events, until somebody gets them.
import { hostname } from "node:os";
import { allPages } from "../../client/all-pages.ts";
import type { Client } from "../../client/connect.ts";

const CATEGORY = "scheduler";
const SHORT = "allocation_shortfall";
const SETTLED = "allocation_shortfall_settled";

export interface Shortfall {
	/** The action that wanted them; null when a person did. */
	readonly actionId: number | null;
	readonly schedulerConfigId: number;
	readonly wanted: number;
	readonly submitted: number;
	/** Slurm's words. */
	readonly reason: string;
}

export async function recordShortfall(client: Client, workflowId: number, shortfall: Shortfall): Promise<void> {
	const { actionId, schedulerConfigId, wanted, submitted, reason } = shortfall;
	const facts = { action_id: actionId, scheduler_config_id: schedulerConfigId, wanted, submitted, reason };
	const data = { category: CATEGORY, action: SHORT, ...facts, missing: wanted - submitted, host: hostname() };
	await client.createEvent({ body: { workflow_id: workflowId, timestamp: 0, data } });
}

export async function settleShortfall(client: Client, workflowId: number, actionId: number): Promise<void> {
	const data = { category: CATEGORY, action: SETTLED, action_id: actionId };
	await client.createEvent({ body: { workflow_id: workflowId, timestamp: 0, data } });
}

/** How many allocations each action still misses. */
export async function missingAllocations(client: Client, workflow_id: number): Promise<Map<number, number>> {
	const missing = new Map<number, number>();
	for await (const event of allPages(client.listEvents, { query: { workflow_id, category: CATEGORY } })) {
		const { action, action_id, missing: count } = event.data as Readonly<Record<string, unknown>>;
		if (typeof action_id !== "number") continue;
		if (action === SETTLED) missing.delete(action_id);
		else if (action === SHORT && typeof count === "number") missing.set(action_id, count);
	}
	return missing;
}
