// What work an attempt's end threw away (docs/reference/endings.md). Pure.
//
// An attempt that did not complete has lost the time since its last valid checkpoint, or all of its run time when it left
// none. A checkpoint that was there before the attempt started saved nothing of it. One that nobody has checked counts as
// valid until the check before the next start says otherwise.

/**
 * Why: the time was over; Slurm gave the node to another job; it failed; its node was lost; its workflow was canceled; its
 * runner was told to leave.
 */
export const LOSS_CAUSES = ["wall_time", "preemption", "failure", "node_loss", "cancel", "stop"] as const;
export type LossCause = (typeof LOSS_CAUSES)[number];

/** Null for a job that completed. `told`: what its runner knows better than the status does. */
export function lossCause(status: string, told: LossCause | null): LossCause | null {
	if (status === "failed" || status === "pending_failed") return "failure";
	if (status === "canceled") return "cancel";
	return status === "terminated" ? (told ?? "wall_time") : null;
}

export interface AttemptEnd {
	readonly execSeconds: number;
	/** Epoch milliseconds; NaN when it is not known. */
	readonly endMs: number;
}

export interface SavedCheckpoint {
	/** Epoch milliseconds. */
	readonly savedAtMs: number;
	/** Null: not checked. */
	readonly isValid: boolean | null;
}

/** Seconds, from 0 to the attempt's run time. */
export function lostSeconds({ execSeconds, endMs }: AttemptEnd, checkpoint: SavedCheckpoint | null): number {
	if (checkpoint === null || checkpoint.isValid === false) return execSeconds;
	const sinceSaved = (endMs - checkpoint.savedAtMs) / 1000;
	return sinceSaved <= execSeconds ? Math.max(0, sinceSaved) : execSeconds;
}

export interface Requirements {
	/** Per node. */
	readonly numCpus: number;
	readonly numNodes: number;
}

/** What the job held: CPUs in all, and nodes: whole ones of a job of several nodes, else its CPUs' share of its node. */
export function heldBy(
	{ numCpus, numNodes }: Requirements,
	cpusOfNode: number | null,
): { cpus: number; nodes: number } {
	const share = cpusOfNode === null || cpusOfNode <= 0 ? 1 : Math.min(1, numCpus / cpusOfNode);
	return { cpus: numCpus * numNodes, nodes: numNodes > 1 ? numNodes : share };
}
