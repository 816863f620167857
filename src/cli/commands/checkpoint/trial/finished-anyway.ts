// Whether a job that was asked to end went on to its end as if nothing had been said. Pure.
import type { Attempt } from "./attempt.ts";

/** A job that works on for so much of the rest has not heard the signal. */
const MOST_OF_IT = 0.8;

/** `aloneSeconds`: what it takes uninterrupted. `outputs`: absolute paths of its declared results. */
export function finishedAnyway({ end, uses }: Attempt, aloneSeconds: number, outputs: readonly string[]): boolean {
	const { askedAfterSeconds, signalToExitSeconds, wasKilled } = end;
	if (askedAfterSeconds === null || signalToExitSeconds === null || wasKilled) return false;
	if (signalToExitSeconds < MOST_OF_IT * Math.max(0, aloneSeconds - askedAfterSeconds)) return false;
	// Nobody saw what it wrote: a slow save is more likely.
	if (uses === null) return false;
	return outputs.every((path) => uses.some((use) => use.path === path && use.savedLate));
}
