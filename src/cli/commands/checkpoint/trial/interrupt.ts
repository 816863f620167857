// Interrupts a job so many times, continues it to its end, and says what each interruption showed.
import { join, relative } from "node:path";
import { signalNumber } from "../../../../platform/spawn.ts";
import type { Attempt } from "./attempt.ts";
import { finishedAnyway } from "./finished-anyway.ts";
import { type InterruptionFacts, judgeInterruption } from "./judge-interruption.ts";
import type { InterruptionRow } from "./judge-test.ts";
import type { JobUnderTest } from "./one-job-draft.ts";
import { savedFiles, wasResumed } from "./saved-files.ts";
import type { TestRun, TestSetup } from "./test-run.ts";

export interface Interrupted {
	readonly rows: readonly InterruptionRow[];
	readonly attempts: readonly Attempt[];
	/** The attempt that ran to its end. */
	readonly last: Attempt;
	/** Absolute paths of all that was saved. */
	readonly savedPaths: ReadonlySet<string>;
}

export interface Wish {
	/** After each start. */
	readonly seconds: number;
	readonly times: number;
	/** What the job takes uninterrupted. */
	readonly aloneSeconds: number;
}

/** Stops early when the job is done, fails, or has to be killed: it would be again. */
export async function interrupt(run: TestRun, setup: TestSetup, wish: Wish): Promise<Interrupted> {
	const { seconds, times, aloneSeconds } = wish;
	const attempts: Attempt[] = [];
	const goesOn = (): boolean => attempts.every(({ end }) => end.status === "terminated" && !end.wasKilled);
	while (attempts.length < times && goesOn()) {
		setup.say(`Interruption ${attempts.length + 1} of ${times}, ${seconds.toFixed(1)} s after the start …`);
		attempts.push(await run.attempt(seconds));
	}
	const interrupted = attempts.slice();
	if (attempts.at(-1)?.end.status === "terminated") {
		setup.say("Continued to the end …");
		attempts.push(await run.attempt(null));
	}
	const results = resultsOf(run, setup.under);
	const saved = interrupted.map((attempt, index) => savedFiles(attempt, attempts[index + 1] ?? null, new Set(results)));
	const rows = interrupted.map((attempt, index): InterruptionRow => {
		const files = saved[index] ?? [];
		const resumed = wasResumed(files, attempts[index + 1] ?? null);
		const late = (attempt.uses ?? []).filter((use) => use.savedLate && use.bytes !== null);
		return {
			verdict: judgeInterruption({
				...factsOf(setup, attempt),
				fileCount: files.length,
				wasResumed: resumed,
				finishedAnyway: finishedAnyway(attempt, aloneSeconds, results),
			}),
			end: attempt.end,
			saved: {
				files: files.map((file) => shownPath(run, file.path)),
				bytes: files.reduce((sum, file) => sum + file.bytes, 0),
			},
			lateFiles: late.map((use) => shownPath(run, use.path)),
			wasResumed: resumed,
		};
	});
	const savedPaths = new Set(saved.flat().map((file) => file.path));
	return { rows, attempts, last: attempts.at(-1) as Attempt, savedPaths };
}

/** As the job knows it. */
export function shownPath({ work, checkpointFolder }: TestRun, path: string): string {
	const inside = relative(checkpointFolder, path);
	return inside.startsWith("..") ? relative(work, path) : `$TORC_CHECKPOINT_DIR/${inside}`;
}

/** Absolute paths of its declared results. */
export const resultsOf = ({ work }: TestRun, { outputs }: JobUnderTest): string[] =>
	outputs.map((path) => join(work, path));

function factsOf(
	{ under }: TestSetup,
	attempt: Attempt,
): Omit<InterruptionFacts, "fileCount" | "wasResumed" | "finishedAnyway"> {
	const name = under.draft.workflow.execution_config?.termination_signal;
	return {
		end: attempt.end,
		isAsked: under.isAsked,
		terminationSignal: signalNumber(typeof name === "string" ? name.toUpperCase() : "SIGTERM") ?? SIGTERM,
		declares: attempt.declared !== null,
		declaredChanged: attempt.declaredChanged,
		wroteLate: attempt.uses === null ? null : attempt.uses.some((use) => use.savedLate),
	};
}

const SIGTERM = 15;
