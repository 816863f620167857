// The ending of a runner as a state machine (4-runner §8): what it was told, and what follows from it for its jobs. Pure:
// the same events lead to the same state, and whoever acts on it may do so again at any time. Instants in epoch ms.
//
//     working ─▶ draining ─▶ asking ─▶ killing
//
// `draining` only where given values leave no time before the signal: what fits is started once. From `asking` on nothing
// is started, and each job gets its duty; from `killing` on everything that is left is killed. A state never goes back.
import { type Duty, dutyOf, type Ending, type SignalPolicy } from "./duty.ts";
import { afterFirstStart, killAfterAsking, type Plan } from "./plan.ts";

export interface EndingState {
	/** From the end of the node as it is known now; null = no end. */
	readonly plan: Plan | null;
	readonly firstStartAt: number | null;
	/** Why it ends: the first reason, or a more urgent one after it. */
	readonly ending: Ending | null;
	readonly beganAt: number | null;
	/** Killed by then whatever the plan says: somebody wants the runner gone. */
	readonly killBy: number | null;
	readonly killing: boolean;
}

export type EndingEvent =
	/** The end of the node was read (again). */
	| { readonly type: "planned"; readonly plan: Plan | null }
	| { readonly type: "started" }
	/** A signal that leaves the time up to the planned kill. */
	| { readonly type: "warned" }
	/** Slurm ends the allocation itself: everything has to be gone by then. */
	| { readonly type: "bounded"; readonly killBy: number }
	/** A person or the system wants the runner gone; said twice: at once. */
	| { readonly type: "stop" }
	| { readonly type: "cancel" }
	/** Nothing new but the time. */
	| { readonly type: "tick" };

export type Phase = "working" | "draining" | "asking" | "killing";

export const initialState = (plan: Plan | null): EndingState => ({
	plan,
	firstStartAt: null,
	ending: null,
	beganAt: null,
	killBy: null,
	killing: false,
});

/** `leadMs`: from the signal to the kill where no plan says it. */
export function next(state: EndingState, event: EndingEvent, at: number, leadMs: number): EndingState {
	const told = hear(state, event, at, leadMs);
	const signalAt = signalInstant(told);
	const begun = told.ending === null && signalAt !== null && at >= signalAt ? begin(told, "deadline", at) : told;
	const killAt = killInstant(begun);
	return killAt !== null && at >= killAt && !begun.killing ? { ...begun, killing: true } : begun;
}

function hear(state: EndingState, event: EndingEvent, at: number, leadMs: number): EndingState {
	switch (event.type) {
		case "planned":
			return { ...state, plan: event.plan };
		case "started":
			return { ...state, firstStartAt: state.firstStartAt ?? at };
		case "warned":
			return begin(state, "deadline", at);
		case "bounded":
			return bound(begin(state, "deadline", at), event.killBy);
		case "stop":
			// Said again, or of a workflow that is canceled already: no more patience.
			return bound(begin(state, "stop", at), isUrgent(state) ? at : at + leadMs);
		case "cancel":
			return state.ending === "cancel" ? state : bound(begin(state, "cancel", at), at + leadMs);
		case "tick":
			return state;
	}
}

const URGENCY: Readonly<Record<Ending, number>> = { deadline: 0, stop: 1, cancel: 2 };

const isUrgent = ({ ending }: EndingState): boolean => ending === "stop" || ending === "cancel";

function begin(state: EndingState, ending: Ending, at: number): EndingState {
	if (state.ending !== null && URGENCY[state.ending] >= URGENCY[ending]) return state;
	return { ...state, ending, beganAt: state.beganAt ?? at };
}

const bound = (state: EndingState, killBy: number): EndingState => ({
	...state,
	killBy: Math.min(state.killBy ?? Number.POSITIVE_INFINITY, killBy),
});

/** The plan as it is once jobs have started. */
function effectivePlan({ plan, firstStartAt }: EndingState): Plan | null {
	return plan === null || firstStartAt === null ? plan : afterFirstStart(plan, firstStartAt);
}

/** When the jobs are asked by our own clock; a plan without time before the signal waits for the first start. */
function signalInstant(state: EndingState): number | null {
	const plan = effectivePlan(state);
	if (plan === null) return null;
	return plan.signalAfterFirstStartMs === null ? plan.signalAt : plan.deadline;
}

/** When what is left is killed; null: not before somebody says so. */
export function killInstant(state: EndingState): number | null {
	const { beganAt, killBy } = state;
	if (beganAt === null) return null;
	const plan = effectivePlan(state);
	const instants = [killBy, plan === null ? null : killAfterAsking(beganAt, plan)].filter(
		(instant) => instant !== null,
	);
	return instants.length === 0 ? null : Math.min(...instants);
}

export function phaseOf(state: EndingState): Phase {
	if (state.killing) return "killing";
	if (state.ending !== null) return "asking";
	const squeezed = state.plan !== null && state.plan.signalAfterFirstStartMs !== null;
	return squeezed && state.firstStartAt !== null ? "draining" : "working";
}

/** What a job is due now. */
export function dutyNow(state: EndingState, supportsTermination: boolean, policy: SignalPolicy): Duty {
	if (state.ending === null) return "wait";
	return state.killing ? "kill" : dutyOf(state.ending, supportsTermination, policy);
}

/** When a `tick` will change something; null = never by itself. */
export const wakeAt = (state: EndingState): number | null =>
	state.killing ? null : state.ending === null ? signalInstant(state) : killInstant(state);

/** When a job that starts `at` will be asked to end, or killed if it is not asked; null = no end. */
export function deadlineOf(
	state: EndingState,
	at: number,
	supportsTermination: boolean,
	policy: SignalPolicy,
): number | null {
	if (state.plan === null) return null;
	const { signalAt, killAt } = afterFirstStart(state.plan, state.firstStartAt ?? at);
	return dutyOf("deadline", supportsTermination, policy) === "signal" ? signalAt : killAt;
}
