// One interruption: what was seen, and what that means.
import { expect, test } from "bun:test";
import { type InterruptionFacts, type InterruptionVerdict, judgeInterruption } from "./judge-interruption.ts";

const END = { status: "terminated", returnCode: 0, signal: null, wasAsked: true, wasKilled: false } as const;
const BY_SIGNAL = { ...END, returnCode: 143, signal: 15 };
const DECLARED: InterruptionFacts = {
	end: END,
	isAsked: true,
	terminationSignal: 15,
	declares: true,
	fileCount: 1,
	declaredChanged: true,
	wroteLate: true,
	wasResumed: null,
	finishedAnyway: false,
};
const UNDECLARED: InterruptionFacts = { ...DECLARED, declares: false, declaredChanged: null };

const CASES: readonly (readonly [string, InterruptionFacts, InterruptionVerdict])[] = [
	["done before it was asked", { ...DECLARED, end: { ...END, status: "completed" } }, "ended_before"],
	[
		"done before the kill, never asked",
		{ ...DECLARED, isAsked: false, end: { ...END, status: "completed" } },
		"not_asked",
	],
	["an error of its own", { ...DECLARED, end: { ...END, status: "failed", returnCode: 1 } }, "failed"],
	["killed, asked before", { ...DECLARED, end: { ...END, wasKilled: true } }, "too_slow"],
	["killed, never asked", { ...DECLARED, end: { ...END, wasKilled: true, wasAsked: false } }, "not_asked"],

	["it worked on to its end", { ...DECLARED, declaredChanged: false, finishedAnyway: true }, "ignored"],
	["it worked on to its end, undeclared", { ...UNDECLARED, finishedAnyway: true }, "ignored"],
	["it saved last, at its end", { ...DECLARED, finishedAnyway: true }, "saved"],

	["declared: a new checkpoint", DECLARED, "saved"],
	["declared: saved by a child while the wrapper died", { ...DECLARED, end: BY_SIGNAL }, "saved"],
	["declared: saved earlier, ended by the signal", { ...DECLARED, end: BY_SIGNAL, wroteLate: false }, "saved_earlier"],
	["declared: early end by itself", { ...DECLARED, end: { ...END, wasAsked: false, returnCode: 42 } }, "saved"],
	[
		"declared: no file, ended by the signal",
		{ ...DECLARED, end: BY_SIGNAL, fileCount: 0, declaredChanged: false, wroteLate: false },
		"no_handler",
	],
	[
		"declared: an old file, ended by the signal",
		{ ...DECLARED, end: BY_SIGNAL, declaredChanged: false, wroteLate: false },
		"no_handler",
	],
	[
		"declared: no file, it saved elsewhere",
		{ ...DECLARED, fileCount: 0, declaredChanged: false },
		"checkpoint_missing",
	],
	[
		"declared: no file, exited politely",
		{ ...DECLARED, fileCount: 0, declaredChanged: false, wroteLate: false },
		"checkpoint_missing",
	],
	["declared: the old file, it saved elsewhere", { ...DECLARED, declaredChanged: false }, "not_saved"],
	["declared: nobody sees writes", { ...DECLARED, wroteLate: null }, "saved"],

	["undeclared: it wrote", UNDECLARED, "saved"],
	["undeclared: it wrote its output only", { ...UNDECLARED, fileCount: 0 }, "not_saved"],
	["undeclared: ended by the signal", { ...UNDECLARED, end: BY_SIGNAL, wroteLate: false, fileCount: 0 }, "no_handler"],
	[
		"undeclared: ended by the signal, gone on from earlier",
		{ ...UNDECLARED, end: BY_SIGNAL, wroteLate: false, wasResumed: true },
		"saved_earlier",
	],
	[
		"undeclared: exited without a word",
		{ ...UNDECLARED, wroteLate: false, fileCount: 0, wasResumed: false },
		"not_saved",
	],
	["undeclared: nobody sees writes", { ...UNDECLARED, wroteLate: null, fileCount: 0 }, "saved"],
	[
		"undeclared: nobody sees writes, ended by the signal",
		{ ...UNDECLARED, end: BY_SIGNAL, wroteLate: null, fileCount: 0 },
		"no_handler",
	],
];
test.each(CASES)("%s", (_, facts, verdict) => {
	expect(judgeInterruption(facts)).toBe(verdict);
});
