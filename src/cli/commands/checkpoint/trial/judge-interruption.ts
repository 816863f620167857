// What an interruption showed about a job's checkpoint. Pure.
import type { AttemptEnd } from "./attempt.ts";

export type InterruptionVerdict =
	/** It saved when it was asked to. */
	| "saved"
	/** It ended at once; the next attempt went on from what it had saved before. */
	| "saved_earlier"
	/** It ended by itself before it was asked. */
	| "ended_before"
	| "no_handler"
	| "not_asked"
	| "too_slow"
	/** It was done before the kill came, as if nothing had been said. */
	| "ignored"
	| "checkpoint_missing"
	| "not_saved"
	| "failed";

const GOOD: ReadonlySet<InterruptionVerdict> = new Set(["saved", "saved_earlier", "ended_before"]);

export const isGood = (verdict: InterruptionVerdict): boolean => GOOD.has(verdict);

export interface InterruptionFacts {
	readonly end: Pick<AttemptEnd, "status" | "returnCode" | "signal" | "wasAsked" | "wasKilled">;
	/** Its runner asks it; else it may work until it is killed. */
	readonly isAsked: boolean;
	/** The signal that asks. */
	readonly terminationSignal: number;
	/** The job declares where its checkpoint is. */
	readonly declares: boolean;
	/** Files of the checkpoint that are there. */
	readonly fileCount: number;
	/** The declared checkpoint is newer than before the attempt; null when none is declared. */
	readonly declaredChanged: boolean | null;
	/** It wrote something after the signal, into whatever file; null when the system cannot tell. */
	readonly wroteLate: boolean | null;
	/** The next attempt read what was saved; null when it is not known. */
	readonly wasResumed: boolean | null;
	/** It worked on to its end. */
	readonly finishedAnyway: boolean;
}

export function judgeInterruption(facts: InterruptionFacts): InterruptionVerdict {
	const { end } = facts;
	if (end.status === "completed") return facts.isAsked ? "ended_before" : "not_asked";
	if (end.status !== "terminated") return "failed";
	if (end.wasKilled) return end.wasAsked ? "too_slow" : "not_asked";
	const { finishedAnyway, declaredChanged, wasResumed } = facts;
	if (finishedAnyway && !declaredChanged && !wasResumed) return "ignored";
	return facts.declares ? judgeDeclared(facts) : judgeUndeclared(facts);
}

function judgeDeclared(facts: InterruptionFacts): InterruptionVerdict {
	const { fileCount, declaredChanged, wroteLate } = facts;
	const untouched = wroteLate !== true && diedOfSignal(facts);
	if (fileCount === 0) return untouched ? "no_handler" : "checkpoint_missing";
	if (!declaredChanged) return untouched ? "no_handler" : "not_saved";
	return untouched && wroteLate === false ? "saved_earlier" : "saved";
}

function judgeUndeclared(facts: InterruptionFacts): InterruptionVerdict {
	if (facts.wroteLate === null) return diedOfSignal(facts) ? "no_handler" : "saved";
	if (facts.wroteLate && facts.fileCount > 0) return "saved";
	if (facts.wasResumed === true) return "saved_earlier";
	return diedOfSignal(facts) ? "no_handler" : "not_saved";
}

/** By the signal itself, or a shell that says so of its child. */
const diedOfSignal = ({ end, terminationSignal }: InterruptionFacts): boolean =>
	end.signal === terminationSignal || end.returnCode === 128 + terminationSignal;
