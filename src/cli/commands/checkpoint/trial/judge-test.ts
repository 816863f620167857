// What a whole test showed: the problems, each with what to do about it. Pure.
import type { AttemptEnd } from "./attempt.ts";
import { type InterruptionVerdict, isGood } from "./judge-interruption.ts";
import type { TornSave } from "./torn-save.ts";

export type Problem =
	| Exclude<InterruptionVerdict, "saved" | "saved_earlier" | "ended_before" | "failed" | "ignored">
	| "not_interrupted"
	| "ignores_signal"
	| "resume_failed"
	| "restarts_from_zero"
	| "outputs_differ"
	| "not_atomic";

export interface Finding {
	readonly problem: Problem;
	readonly message: string;
	/** What to do. */
	readonly advice: string;
}

export interface InterruptionRow {
	readonly verdict: InterruptionVerdict;
	readonly end: AttemptEnd;
	/** Files and bytes of the checkpoint. */
	readonly saved: { readonly files: readonly string[]; readonly bytes: number };
	/** What it wrote after the signal, wherever; for messages. */
	readonly lateFiles: readonly string[];
	/** The next attempt read what was saved; null when the system cannot tell. */
	readonly wasResumed: boolean | null;
}

export interface OutputComparison {
	readonly path: string;
	readonly equal: boolean;
}

export interface Continuation {
	/** The attempt that ran to its end. */
	readonly end: AttemptEnd;
	readonly outputs: readonly OutputComparison[];
}

export interface Unhurried {
	/** Null: it was killed then, too. */
	readonly signalToExitSeconds: number | null;
	/** It went on to its end as if nothing had been said. */
	readonly finished: boolean;
}

export interface TestFacts {
	readonly job: string;
	/** As the job declares them. */
	readonly checkpointPaths: readonly string[];
	readonly uninterruptedSeconds: number;
	readonly interruptions: readonly InterruptionRow[];
	readonly continued: Continuation;
	/** What a job that was killed does when it is given all the time it wants; null when none was killed. */
	readonly unhurried: Unhurried | null;
	/** The save that was torn on purpose, and how the job went on from it; null when no kill can tear one. */
	readonly torn: { readonly save: TornSave; readonly continued: Continuation } | "untried" | null;
}

const HANDLE_IT =
	"Handle the signal before the work begins (bash: trap 'save; exit 0' TERM; Python: signal.signal(signal.SIGTERM, handler)), or save from time to time.";

/** Less of the work than this was kept: nothing was. */
const NOTHING_KEPT = 0.1;
/** Shorter work says nothing about what was kept of it. */
const LEAST_WORK_SECONDS = 1;

/** Empty: the job is good. Problems that only follow from another one are left out. */
export function judgeTest(facts: TestFacts): Finding[] {
	const rows = facts.interruptions.filter((row) => row.verdict !== "ended_before");
	if (rows.length === 0) return [notInterrupted(facts)];
	const findings = rows.flatMap((row) => (isGood(row.verdict) ? [] : interruptionFindings(facts, row)));
	const first = findings.filter((found, index) => findings.findIndex((f) => f.problem === found.problem) === index);
	const { end, outputs } = facts.continued;
	if (first.some((found) => found.problem === "resume_failed")) return first;
	if (end.status !== "completed") return [...first, resumeFailed(facts, end)];
	if (first.length === 0) first.push(...startsAgain(facts));
	first.push(...differing(facts, outputs));
	if (first.length === 0) first.push(...tornFindings(facts));
	return first;
}

/** Seconds of work that were done again; null when the job did not get to its end. */
export function redoneSeconds({ interruptions, continued, uninterruptedSeconds }: TestFacts): number | null {
	if (continued.end.status !== "completed") return null;
	return Math.max(0, workedSeconds(interruptions) + continued.end.runSeconds - uninterruptedSeconds);
}

const workedSeconds = (rows: readonly InterruptionRow[]): number =>
	rows.reduce((sum, { end }) => sum + (end.askedAfterSeconds ?? end.runSeconds), 0);

function interruptionFindings(facts: TestFacts, { verdict, end, lateFiles }: InterruptionRow): Finding[] {
	const { job, checkpointPaths } = facts;
	const wrote = lateFiles.length > 0 ? `it wrote ${list(lateFiles)} instead` : "it wrote nothing after the signal";
	const paths = list(checkpointPaths);
	switch (verdict) {
		case "no_handler":
			return [
				{
					problem: verdict,
					message: `${job} was ended by the signal and saved nothing: it has no handler for it, or sets it too late`,
					advice: HANDLE_IT,
				},
			];
		case "not_asked":
			return [
				{
					problem: verdict,
					message: `${job} is not asked to save before it is killed: it does not say that it can`,
					advice: "Add 'supports_termination: true' to the job.",
				},
			];
		case "ignored":
			return [ignoresSignal(facts, "to its end")];
		case "too_slow":
			return [tooSlow(facts, end.leadSeconds ?? 0)];
		case "checkpoint_missing":
			return [
				{
					problem: verdict,
					message: `${job} exited with code ${end.returnCode}, but its checkpoint ${paths} is not there: ${wrote}`,
					advice:
						"Let checkpoint.paths name the files the job saves in, relative to its working folder or below $TORC_CHECKPOINT_DIR.",
				},
			];
		case "not_saved":
			return [
				{
					problem: verdict,
					message: `${job} exited with code ${end.returnCode} and left no newer checkpoint: ${wrote}`,
					advice:
						checkpointPaths.length > 0
							? `Save in the handler before the exit, into what checkpoint.paths names: ${paths}.`
							: "Save in the handler before the exit.",
				},
			];
		default:
			return [resumeFailed(facts, end)];
	}
}

/** Half as much again is a lead that will do. */
const LEAD_MARGIN = 1.5;

function tooSlow(facts: TestFacts, leadSeconds: number): Finding {
	const { job, unhurried } = facts;
	const lead = span(leadSeconds);
	if (unhurried?.finished) {
		return ignoresSignal(facts, `and was killed ${lead} later`);
	}
	const took = unhurried?.signalToExitSeconds ?? null;
	const wanted = took === null ? "more" : `${Math.ceil(took * LEAD_MARGIN)} s`;
	return {
		problem: "too_slow",
		message: `${job} has ${lead} from the signal to the kill, but ${took === null ? "does not end in that time" : `takes ${span(took)} to save`}`,
		advice: `Give it ${wanted}: execution_config.sigterm_lead_seconds, or the N of '--signal=B:TERM@N' on the scheduler. Or save less.`,
	};
}

const ignoresSignal = ({ job }: TestFacts, how: string): Finding => ({
	problem: "ignores_signal",
	message: `${job} ignores the signal: it went on working ${how}`,
	advice: HANDLE_IT,
});

const notInterrupted = ({ job, uninterruptedSeconds }: TestFacts): Finding => ({
	problem: "not_interrupted",
	message: `${job} was done before it was interrupted (alone it takes ${span(uninterruptedSeconds)})`,
	advice: "Interrupt it earlier with --interrupt-after, or give it more to do.",
});

const resumeFailed = ({ job }: TestFacts, end: AttemptEnd): Finding => ({
	problem: "resume_failed",
	message: `${job} did not get to its end after the interruption: ${howItEnded(end)}`,
	advice: "Run the command again with --keep and look at the job's standard error: loading the checkpoint fails.",
});

/** By the time it took: the attempt that was not interrupted was as long as the job alone. */
export function seemsFromZero({ interruptions, continued, uninterruptedSeconds }: Timed): boolean {
	const worked = workedSeconds(interruptions);
	const kept = uninterruptedSeconds - continued.end.runSeconds;
	return continued.end.status === "completed" && worked >= LEAST_WORK_SECONDS && kept < NOTHING_KEPT * worked;
}

type Timed = Pick<TestFacts, "interruptions" | "continued" | "uninterruptedSeconds">;

function startsAgain(facts: TestFacts): Finding[] {
	const { job, interruptions, uninterruptedSeconds, continued } = facts;
	const saved = interruptions.filter((row) => row.verdict === "saved" || row.verdict === "saved_earlier");
	const unread = saved.find((row) => row.wasResumed === false);
	const worked = workedSeconds(interruptions);
	if (unread === undefined && !seemsFromZero(facts)) return [];
	const why =
		unread === undefined
			? `after ${span(worked)} of work the last attempt still took ${span(continued.end.runSeconds)} of ${span(uninterruptedSeconds)}`
			: `the attempt that followed never read ${list(unread.saved.files)}`;
	return [
		{
			problem: "restarts_from_zero",
			message: `${job} saves, but begins again from zero: ${why}`,
			advice:
				"Load the checkpoint at the start when it is there ($TORC_RESTART_COUNT is above 0 then) and go on from it.",
		},
	];
}

function differing({ job }: TestFacts, outputs: readonly OutputComparison[]): Finding[] {
	const different = outputs.filter((output) => !output.equal).map((output) => output.path);
	if (different.length === 0) return [];
	return [
		{
			problem: "outputs_differ",
			message: `${job} gives other results when it is interrupted: ${list(different)}`,
			advice:
				"Save everything the result depends on (counters, random state, partial output), and save it at a point where it fits together. Outputs with times or random numbers always differ: leave those out of output_files.",
		},
	];
}

function tornFindings({ job, torn }: TestFacts): Finding[] {
	if (torn === null || torn === "untried") return [];
	const { save, continued } = torn;
	const different = continued.outputs.some((output) => !output.equal);
	if (continued.end.status === "completed" && !different) return [];
	const what = save.isCut
		? `it writes ${save.path} in place, and half of it is there when a kill comes meanwhile`
		: `a kill after ${save.path} is new and before ${list(save.unsaved)} leaves files that do not belong together`;
	const then =
		continued.end.status === "completed" ? "then gives other results" : `then fails: ${howItEnded(continued.end)}`;
	return [
		{
			problem: "not_atomic",
			message: `The checkpoint of ${job} does not survive a kill in the middle of a save: ${what}; it ${then}`,
			advice: save.isCut
				? "Write to another name and rename it over the checkpoint: the new one is then there whole or not at all. Or declare checkpoint.validate, so that a broken one is replaced by the one before."
				: "Save into one file, or into a new folder that is renamed when it is complete.",
		},
	];
}

function howItEnded({ status, returnCode, lastWords }: AttemptEnd): string {
	const words = lastWords === "" ? "" : ` ("${lastWords}")`;
	return status === "terminated"
		? `it took longer than --time-limit${words}`
		: `it ended with code ${returnCode}${words}`;
}

export const span = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;

function list(names: readonly string[]): string {
	const shown = names.slice(0, 3).join(", ");
	return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
