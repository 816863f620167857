// Who gets what when the runner ends (4-runner §8, Who gets what). Pure.

export type Ending =
	/** The planned instant, or a warning: jobs may use the time up to the kill. */
	| "deadline"
	/** A person or the system wants the runner gone. */
	| "stop"
	/** The workflow was canceled. */
	| "cancel";

export interface SignalPolicy {
	/** The specification sets a termination signal or lead itself: every job gets the signal then. */
	readonly signalsAll: boolean;
}

/** `signal`: asked to end, killed later. `wait`: may go on until the kill. `kill`: at once. */
export type Duty = "signal" | "wait" | "kill";

export function dutyOf(ending: Ending, supportsTermination: boolean, policy: SignalPolicy): Duty {
	if (supportsTermination || policy.signalsAll) return "signal";
	return ending === "deadline" ? "wait" : "kill";
}
