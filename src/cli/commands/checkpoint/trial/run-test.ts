// The test of a checkpoint: the job alone, then interrupted and continued, then, where a kill could tear its save,
// continued from such a torn save.
import { join, relative } from "node:path";
import { TorcError } from "../../../../core/errors.ts";
import type { Attempt } from "./attempt.ts";
import { compareOutputs } from "./compare-outputs.ts";
import { finishedAnyway } from "./finished-anyway.ts";
import { type Interrupted, interrupt, resultsOf, shownPath, type Wish } from "./interrupt.ts";
import { isGood } from "./judge-interruption.ts";
import {
	type Continuation,
	type OutputComparison,
	seemsFromZero,
	type TestFacts,
	type Unhurried,
} from "./judge-test.ts";
import { withLead } from "./one-job-draft.ts";
import { copyEarlier, isDatabase, tear } from "./tear-checkpoint.ts";
import { leftWork, TestRun, type TestSetup } from "./test-run.ts";
import { type TornSave, tornSave } from "./torn-save.ts";

/** Seconds after each start of the job, or so many times at equal distances. */
export type Interruptions = { readonly afterSeconds: number } | { readonly times: number };

/** Programs must have set their handlers before the signal comes. */
export const SHORTEST_SECONDS = 1;

const ALONE = "uninterrupted";
const ALONE_AGAIN = "uninterrupted-again";
const INTERRUPTED = "interrupted";
const UNHURRIED = "unhurried";
const TORN = "torn";

/** Errors: `invalid` when the job does not run to its end by itself, or is too short; `environment` after Ctrl-C. */
export async function runTest(setup: TestSetup, interruptions: Interruptions): Promise<TestFacts> {
	const { job, checkpointPaths } = setup.under;
	const alone = await runAlone(setup);
	const uninterruptedSeconds = alone.end.runSeconds;
	const { seconds, times } = schedule(job.name, uninterruptedSeconds, interruptions);
	const wish = { seconds, times, aloneSeconds: uninterruptedSeconds };
	const { rows, attempts, last, savedPaths } = await runInterrupted(setup, wish, "times" in interruptions);
	const outputs = (name: string): OutputComparison[] =>
		compareOutputs(comparedPaths(setup, alone, savedPaths), leftWork(setup, ALONE), leftWork(setup, name));
	const killed = rows.some((row) => row.verdict === "too_slow");
	const unhurried = killed ? await interruptUnhurried(setup, seconds, uninterruptedSeconds) : null;
	const facts = {
		job: job.name,
		checkpointPaths,
		uninterruptedSeconds: alone.end.runSeconds,
		interruptions: rows,
		continued: { end: last.end, outputs: outputs(INTERRUPTED) },
		unhurried,
	};
	// On a machine that has become slower meanwhile, a job that goes on seems to begin from zero.
	const goesOn = rows.every((row) => isGood(row.verdict) && row.wasResumed !== false);
	if (goesOn && seemsFromZero(facts))
		facts.uninterruptedSeconds = Math.max(facts.uninterruptedSeconds, await aloneAgain(setup));
	const mayTear = attempts.some((attempt) => tornOf(attempt, savedPaths) !== null);
	if (last.end.status !== "completed") return { ...facts, torn: null };
	if (!mayTear) return { ...facts, torn: attempts.some((attempt) => attempt.uses === null) ? "untried" : null };
	const torn = await continueTorn(setup, Math.min(seconds, uninterruptedSeconds / 3), savedPaths);
	if (torn === null) return { ...facts, torn: "untried" };
	return { ...facts, torn: { save: torn.save, continued: { end: torn.end, outputs: outputs(TORN) } } };
}

async function aloneAgain(setup: TestSetup): Promise<number> {
	setup.say("Alone once more, to compare the times …");
	await using run = await TestRun.open(setup, ALONE_AGAIN);
	return (await run.attempt(null)).end.runSeconds;
}

async function runAlone(setup: TestSetup): Promise<Attempt> {
	const { name } = setup.under.job;
	setup.say(`${name} alone …`);
	await using run = await TestRun.open(setup, ALONE);
	const alone = await run.attempt(null);
	const { status, returnCode, lastWords } = alone.end;
	if (status === "completed") return alone;
	if (status === "terminated") {
		throw new TorcError("invalid", `${name} alone takes longer than ${setup.limitSeconds} s`, {
			hint: "Test it with less to do (fewer steps, less data), or raise --time-limit.",
		});
	}
	const words = lastWords === "" ? "" : `: ${lastWords}`;
	throw new TorcError("invalid", `${name} fails without being interrupted, with code ${returnCode}${words}`, {
		hint: "It runs on a copy of the working folder: are all its files there? --keep leaves the copy and the logs.",
	});
}

function schedule(job: string, aloneSeconds: number, wish: Interruptions): { seconds: number; times: number } {
	if ("afterSeconds" in wish) {
		if (wish.afterSeconds < aloneSeconds) return { seconds: wish.afterSeconds, times: 1 };
		throw new TorcError("invalid", `${job} is done after ${aloneSeconds.toFixed(1)} s: nothing is left to interrupt`, {
			hint: "Choose a smaller --interrupt-after, or give the job more to do.",
		});
	}
	const times = Math.min(wish.times, Math.floor(aloneSeconds / SHORTEST_SECONDS) - 1);
	if (times >= 1) return { seconds: aloneSeconds / (times + 1), times };
	throw new TorcError("invalid", `${job} is done after ${aloneSeconds.toFixed(1)} s: too short to be interrupted`, {
		hint: `Give it enough to do for ${2 * SHORTEST_SECONDS} s or more.`,
	});
}

/** A job that was faster than before is interrupted earlier, unless the user has said when. */
async function runInterrupted(setup: TestSetup, wish: Wish, mayBeEarlier: boolean): Promise<Interrupted> {
	await using run = await TestRun.open(setup, INTERRUPTED);
	const interrupted = await interrupt(run, setup, wish);
	const wasInterrupted = interrupted.rows.some((row) => row.verdict !== "ended_before");
	const seconds = wish.seconds / 2;
	if (wasInterrupted || !mayBeEarlier || seconds < SHORTEST_SECONDS) return interrupted;
	await run[Symbol.asyncDispose]();
	return runInterrupted(setup, { ...wish, seconds }, true);
}

/** With a lead as long as any run may take. */
async function interruptUnhurried(setup: TestSetup, seconds: number, aloneSeconds: number): Promise<Unhurried> {
	setup.say("Once more, with all the time it wants after the signal …");
	const { under, limitSeconds } = setup;
	await using run = await TestRun.open({ ...setup, under: withLead(under, limitSeconds) }, UNHURRIED);
	const attempt = await run.attempt(seconds);
	return {
		signalToExitSeconds: attempt.end.wasKilled ? null : attempt.end.signalToExitSeconds,
		finished: finishedAnyway(attempt, aloneSeconds, resultsOf(run, under)),
	};
}

function tornOf(attempt: Attempt, savedPaths: ReadonlySet<string>): TornSave | null {
	const saved = (attempt.uses ?? []).filter((use) => use.wasWritten && use.bytes !== null && savedPaths.has(use.path));
	return tornSave(saved, isDatabase);
}

/** Two saves, of which the second is torn; one where the job has no time for two. Null when it was done before. */
async function continueTorn(
	setup: TestSetup,
	seconds: number,
	savedPaths: ReadonlySet<string>,
): Promise<{ readonly save: TornSave; readonly end: Continuation["end"] } | null> {
	setup.say("Continued from a save that a kill cut short …");
	await using run = await TestRun.open(setup, TORN);
	const folder = join(setup.scratch, "earlier");
	let earlier = copyEarlier([], folder);
	let attempt = await run.attempt(Math.max(SHORTEST_SECONDS, seconds));
	if (seconds >= SHORTEST_SECONDS && attempt.end.status === "terminated") {
		earlier = copyEarlier(savedPaths, folder);
		attempt = await run.attempt(seconds);
	}
	const save = attempt.end.status === "terminated" ? tornOf(attempt, savedPaths) : null;
	if (save === null) {
		if (seconds / 2 < SHORTEST_SECONDS) return null;
		await run[Symbol.asyncDispose]();
		return continueTorn(setup, seconds / 2, savedPaths);
	}
	tear(save, earlier);
	const { end } = await run.attempt(null);
	const shown = (path: string): string => shownPath(run, path);
	return { save: { ...save, path: shown(save.path), unsaved: save.unsaved.map(shown) }, end };
}

/** The declared outputs; without any, whatever the job wrote and left, but for its checkpoints. */
function comparedPaths(setup: TestSetup, alone: Attempt, savedPaths: ReadonlySet<string>): string[] {
	const { outputs } = setup.under;
	if (outputs.length > 0) return [...outputs];
	const work = join(setup.scratch, "work");
	const states = new Set([...savedPaths, ...(alone.declared ?? []).map((file) => file.path)]);
	return (alone.uses ?? [])
		.filter(({ path, wasWritten, bytes }) => wasWritten && bytes !== null && path.startsWith(work) && !states.has(path))
		.map(({ path }) => relative(work, path));
}
