// When jobs are asked to end and when they are killed (4-runner §8, The plan). Pure; all instants in epoch milliseconds.

export interface PlanSettings {
	/** `sigkill_headroom_seconds`; null = not given. */
	readonly headroomSeconds: number | null;
	/** `sigterm_lead_seconds`; null = not given. */
	readonly leadSeconds: number | null;
	/** What earlier endings needed (learned-lead.ts); counts where nobody gave a lead. Null = not known. */
	readonly learnedLeadSeconds: number | null;
	/** The N of a `--signal=…@N` of the scheduler; null = none. */
	readonly warningSeconds: number | null;
	/** `compute_node_expiration_buffer_seconds`; null = unset. */
	readonly bufferSeconds: number | null;
	/** The spec has an execution_config. */
	readonly hasExecutionConfig: boolean;
	/** Shells must have set their traps before a signal comes. */
	readonly pollIntervalSeconds: number;
}

export interface Plan {
	/** The end of the node. */
	readonly deadline: number;
	readonly signalAt: number;
	readonly killAt: number;
	/**
	 * The given values leave no time before the signal: jobs are started once, and get the signal this many milliseconds
	 * after the first start instead (`signalAt` and `killAt` are set then by `afterFirstStart`).
	 */
	readonly signalAfterFirstStartMs: number | null;
}

const SAFE_HEADROOM_SECONDS = 15;
const CONFIGURED_HEADROOM_SECONDS = 60;
export const DEFAULT_LEAD_SECONDS = 30;
/** Seconds from the signal to the kill when somebody orders the end; what Slurm was asked for is never cut short. */
export const orderedLeadSeconds = (leadSeconds: number | null, warningSeconds: number | null): number =>
	Math.max(leadSeconds ?? DEFAULT_LEAD_SECONDS, warningSeconds ?? 0);

/** Kept for the last reports when a plan is squeezed. */
const REPORT_MS = 5_000;

export function makePlan(start: number, deadline: number, settings: PlanSettings): Plan {
	const { headroomSeconds, leadSeconds, warningSeconds, bufferSeconds } = settings;
	const given = headroomSeconds !== null || leadSeconds !== null || warningSeconds !== null;
	if (bufferSeconds !== null && !given) {
		const headroom = Math.min(SAFE_HEADROOM_SECONDS, bufferSeconds / 2);
		return finished({ start, deadline, ...settings }, bufferSeconds * 1000, headroom * 1000);
	}
	let headroom = headroomSeconds ?? (settings.hasExecutionConfig ? CONFIGURED_HEADROOM_SECONDS : SAFE_HEADROOM_SECONDS);
	// Values nobody gave take together at most half of the time there is.
	const half = Math.max(0, (deadline - start) / 2000);
	let lead = Math.max(leadSeconds ?? unaskedLead(settings, half - headroom), warningSeconds ?? 0);
	const freeHeadroom = headroomSeconds === null ? headroom : 0;
	const freeLead = leadSeconds === null && warningSeconds === null ? lead : 0;
	const free = freeHeadroom + freeLead;
	if (free > half) {
		if (freeHeadroom > 0) headroom = (freeHeadroom * half) / free;
		if (freeLead > 0) lead = (freeLead * half) / free;
	}
	const signalBefore = Math.max(headroom + lead, bufferSeconds ?? 0);
	return finished({ start, deadline, ...settings }, signalBefore * 1000, headroom * 1000);
}

/** What was learned lengthens the default, but takes nothing away from the headroom. */
function unaskedLead({ learnedLeadSeconds, warningSeconds }: PlanSettings, mostSeconds: number): number {
	if (learnedLeadSeconds === null || warningSeconds !== null) return DEFAULT_LEAD_SECONDS;
	return Math.max(DEFAULT_LEAD_SECONDS, Math.min(learnedLeadSeconds, mostSeconds));
}

interface Span extends PlanSettings {
	readonly start: number;
	readonly deadline: number;
}

function finished({ start, deadline, pollIntervalSeconds }: Span, signalBeforeMs: number, headroomMs: number): Plan {
	const signalAt = Math.round(deadline - signalBeforeMs);
	const killAt = Math.max(signalAt, Math.round(deadline - headroomMs));
	const squeezed = signalAt < start + 1000;
	const signalAfterFirstStartMs = squeezed ? Math.max(500, pollIntervalSeconds * 1000) : null;
	return { deadline, signalAt, killAt, signalAfterFirstStartMs };
}

/** The instants of a squeezed plan, once the first job has started. */
export function afterFirstStart(plan: Plan, firstStart: number): Plan {
	if (plan.signalAfterFirstStartMs === null) return plan;
	const lead = plan.killAt - plan.signalAt;
	const { deadline } = plan;
	// With less than a poll interval left, half of it: a job must be asked before it is killed.
	const waitMs = Math.min(plan.signalAfterFirstStartMs, Math.max(0, (deadline - firstStart) / 2));
	const signalAt = Math.round(firstStart + waitMs);
	const latest = deadline - REPORT_MS > signalAt ? deadline - REPORT_MS : Math.max(signalAt, deadline);
	return { deadline, signalAt, killAt: Math.min(signalAt + lead, latest), signalAfterFirstStartMs: null };
}

/** The last instant to KILL when Slurm does so itself in `killWaitMs`. */
export const killWithin = (now: number, killWaitMs: number): number =>
	Math.round(now + killWaitMs - Math.min(REPORT_MS, killWaitMs / 3));

/**
 * The KILL of a plan that was made while jobs had been asked already: not at once because its instant is past, but one
 * lead after now where the end allows it.
 */
export function killAfterAsking(now: number, plan: Plan): number {
	const lead = plan.killAt - plan.signalAt;
	if (plan.killAt >= now + lead) return plan.killAt;
	return Math.max(plan.killAt, Math.min(now + lead, killWithin(now, Math.max(0, plan.deadline - now))));
}
