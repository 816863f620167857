// When a runner leaves (4-runner §10). Pure.
import type { WorkflowProgress } from "../contract/sync.ts";
import type { LeaveReason } from "./runner-options.ts";
import type { Session } from "./session.ts";
import type { Ending } from "./terminate/duty.ts";

export interface Situation {
	readonly session: Pick<Session, "workflow" | "options">;
	readonly progress: WorkflowProgress | null;
	/** Jobs and actions at work. */
	readonly busy: number;
	/** Ends the server does not know of yet. */
	readonly unreported: number;
	readonly ending: Ending | null;
	readonly refused: LeaveReason | null;
	readonly serverAway: boolean;
	readonly idleMs: number;
}

/** Triggered actions that only others can run must not hold a runner longer than this. */
const ACTION_HOLD_MS = 120_000;
/** Reports of an ending go to the journal when the server is away this long. */
const AWAY_ON_ENDING_MS = 5_000;

/** Null: stay. */
export function leaveReason(now: Situation): LeaveReason | null {
	if (now.busy > 0) return null;
	if (now.refused !== null) return now.refused;
	if (now.ending !== null) {
		if (now.unreported > 0 && !(now.serverAway && now.idleMs > AWAY_ON_ENDING_MS)) return null;
		return now.ending === "cancel" ? "canceled" : now.ending === "stop" ? "stopped" : "deadline";
	}
	if (now.progress === null || now.serverAway || now.unreported > 0) return null;
	const { workflow, options } = now.session;
	if (now.progress.is_canceled) return "canceled";
	if (now.progress.is_complete && !workflow.compute_node_ignore_workflow_completion) return "complete";
	if (options.persistent) return null;
	if (nothingCanChange(now.progress) && !workflow.compute_node_ignore_workflow_completion) return "idle";
	const waitMs = (workflow.compute_node_wait_for_new_jobs_seconds ?? 90) * 1000;
	if (waitMs === 0 || now.idleMs < waitMs) return null;
	return now.progress.actions_unfired > 0 && now.idleMs < ACTION_HOLD_MS ? null : "idle";
}

/**
 * Jobs are left, but nobody works on any and none is ready: dependents of terminated jobs wait for a reinitialize, and
 * waiting here would not bring it.
 */
function nothingCanChange({ counts, actions_pending }: WorkflowProgress): boolean {
	const of = (status: string): number => counts[status] ?? 0;
	return of("ready") + of("pending") + of("running") + of("uninitialized") === 0 && actions_pending === 0;
}
