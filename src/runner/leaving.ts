// When a runner leaves (4-runner §10). Pure.
import type { WorkflowProgress } from "../contract/sync.ts";
import type { LeaveReason } from "./runner-options.ts";
import type { Session } from "./session.ts";
import { patienceMs } from "./sync/outage-notice.ts";
import type { Ending } from "./terminate/duty.ts";

export interface Situation {
	readonly session: Pick<Session, "workflow">;
	readonly progress: WorkflowProgress | null;
	/** Jobs and actions at work. */
	readonly busy: number;
	/** Ends the server does not know of yet. */
	readonly unreported: number;
	readonly ending: Ending | null;
	readonly refused: LeaveReason | null;
	/** Milliseconds the server has not answered; 0 while it does. */
	readonly awayMs: number;
	readonly idleMs: number;
	/** Milliseconds to the end of the node; null = no end. */
	readonly leftMs: number | null;
}

/** Triggered actions that only others can run must not hold a runner longer than this. */
const ACTION_HOLD_MS = 120_000;
/** Reports of an ending go to the journal when the server is away this long. */
const AWAY_ON_ENDING_MS = 5_000;
/** This long before the end nothing is waited for any more. */
const LAST_MOMENT_MS = 1_000;

/** Null: stay. A persistent runner asks before it is idle (awaited-jobs.ts). */
export function leaveReason(now: Situation): LeaveReason | null {
	if (now.busy > 0) return null;
	if (now.refused !== null) return now.refused;
	if (now.ending !== null) {
		if (now.unreported > 0 && now.awayMs < AWAY_ON_ENDING_MS && !lastMoment(now)) return null;
		return now.ending === "cancel" ? "canceled" : now.ending === "stop" ? "stopped" : "deadline";
	}
	if (now.awayMs > patienceMs(now.session)) return "server_away";
	if (now.progress === null || now.awayMs > 0 || now.unreported > 0) return null;
	const { workflow } = now.session;
	if (now.progress.is_canceled) return "canceled";
	if (now.progress.is_complete && !workflow.compute_node_ignore_workflow_completion) return "complete";
	if (nothingCanChange(now.progress) && !workflow.compute_node_ignore_workflow_completion) return "idle";
	const waitMs = (workflow.compute_node_wait_for_new_jobs_seconds ?? 90) * 1000;
	if (waitMs === 0 || now.idleMs < waitMs) return null;
	return now.progress.actions_unfired > 0 && now.idleMs < ACTION_HOLD_MS ? null : "idle";
}

/** What is still unreported stays in the journal: the system ends whoever is here past the end. */
const lastMoment = ({ leftMs }: Situation): boolean => leftMs !== null && leftMs < LAST_MOMENT_MS;

/**
 * Jobs are left, but nobody works on any and none is ready: dependents of terminated jobs wait for a reinitialize, and
 * waiting here would not bring it.
 */
function nothingCanChange({ counts, actions_pending }: WorkflowProgress): boolean {
	const of = (status: string): number => counts[status] ?? 0;
	return of("ready") + of("pending") + of("running") + of("uninitialized") === 0 && actions_pending === 0;
}
