// How long an asked job was given before it would have been killed, as it was planned. Pure.
import type { Ending } from "./duty.ts";
import { DEFAULT_LEAD_SECONDS, type Plan } from "./plan.ts";

export interface Asked {
	/** Null: the job alone was ended, by an order. */
	readonly ending: Ending | null;
	readonly plan: Plan | null;
	/** Epoch milliseconds. */
	readonly signaledAt: number;
	/** The lead that was set; null = none. */
	readonly leadSeconds: number | null;
}

/** Seconds. */
export function givenLeadSeconds({ ending, plan, signaledAt, leadSeconds }: Asked): number {
	if (ending === "deadline" && plan !== null) return Math.max(0, plan.killAt - signaledAt) / 1000;
	return leadSeconds ?? DEFAULT_LEAD_SECONDS;
}
