// How long an asked job was given before it would have been killed, as it was planned. Pure.
import type { Ending } from "./duty.ts";

interface Asking {
	/** Null: the job alone was ended, by an order. */
	readonly ending: Ending | null;
	/** When what is left is killed, epoch milliseconds; null while that is not known. */
	readonly killAt: number | null;
}

/** `leadSeconds`: what an order gives. Answers seconds; null for a job that was not asked. */
export function givenLeadSeconds(
	{ signaledAt }: { readonly signaledAt: number | null },
	{ ending, killAt }: Asking,
	leadSeconds: number,
): number | null {
	if (signaledAt === null) return null;
	if (ending === "deadline" && killAt !== null) return Math.max(0, killAt - signaledAt) / 1000;
	return leadSeconds;
}
