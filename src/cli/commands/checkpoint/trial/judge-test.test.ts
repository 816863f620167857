// A whole test: what was seen, and the one problem that is named.
import { expect, test } from "bun:test";
import type { AttemptEnd } from "./attempt.ts";
import { type InterruptionRow, judgeTest, type Problem, redoneSeconds, type TestFacts } from "./judge-test.ts";

const ASKED: AttemptEnd = {
	status: "terminated",
	returnCode: 0,
	signal: null,
	wasAsked: true,
	wasKilled: false,
	runSeconds: 4.1,
	askedAfterSeconds: 4,
	signalToExitSeconds: 0.1,
	leadSeconds: 30,
	lastWords: "",
};
const DONE: AttemptEnd = { ...ASKED, status: "completed", wasAsked: false, runSeconds: 6, askedAfterSeconds: null };
const SAVED: InterruptionRow = {
	verdict: "saved",
	end: ASKED,
	saved: { files: ["state"], bytes: 8 },
	lateFiles: ["state"],
	wasResumed: true,
};
const EQUAL = [{ path: "total", equal: true }];
const GOOD: TestFacts = {
	job: "train",
	checkpointPaths: ["state"],
	uninterruptedSeconds: 10,
	interruptions: [SAVED],
	continued: { end: DONE, outputs: EQUAL },
	unhurried: null,
	torn: null,
};
const FAILED: AttemptEnd = { ...DONE, status: "failed", returnCode: 1, lastWords: "ValueError: bad checkpoint" };
const FROM_ZERO: AttemptEnd = { ...DONE, runSeconds: 10 };
const row = (changes: Partial<InterruptionRow>): Partial<TestFacts> => ({ interruptions: [{ ...SAVED, ...changes }] });
const torn = (end: AttemptEnd, equal: boolean, isCut = true): Partial<TestFacts> => ({
	torn: {
		save: { path: "state", isCut, unsaved: isCut ? [] : ["other"] },
		continued: { end, outputs: [{ path: "total", equal }] },
	},
});

/** name, what differs from a good job, the problems, words of the message. */
const CASES: readonly (readonly [string, Partial<TestFacts>, readonly Problem[], string])[] = [
	["good", {}, [], ""],
	["good: the system does not tell who reads", row({ wasResumed: null }), [], ""],
	["good: it survives a torn save", torn(DONE, true), [], ""],
	["done before", { interruptions: [{ ...SAVED, verdict: "ended_before" }] }, ["not_interrupted"], "done before"],
	["no interruption at all", { interruptions: [] }, ["not_interrupted"], "alone it takes 10 s"],
	[
		"no handler, and so from zero",
		{ ...row({ verdict: "no_handler", wasResumed: false }), continued: { end: FROM_ZERO, outputs: EQUAL } },
		["no_handler"],
		"no handler",
	],
	[
		"the same twice is said once",
		{ interruptions: [SAVED, SAVED].map((r) => ({ ...r, verdict: "no_handler" as const })) },
		["no_handler"],
		"",
	],
	["not asked", row({ verdict: "not_asked" }), ["not_asked"], "not asked to save before it is killed"],
	[
		"slow",
		{ ...row({ verdict: "too_slow" }), unhurried: { signalToExitSeconds: 40, finished: false } },
		["too_slow"],
		"30 s from the signal to the kill, but takes 40 s to save",
	],
	[
		"slower than any lead",
		{ ...row({ verdict: "too_slow" }), unhurried: { signalToExitSeconds: null, finished: false } },
		["too_slow"],
		"does not end in that time",
	],
	[
		"deaf, killed",
		{ ...row({ verdict: "too_slow" }), unhurried: { signalToExitSeconds: 50, finished: true } },
		["ignores_signal"],
		"was killed 30 s later",
	],
	["deaf, done before the kill", row({ verdict: "ignored" }), ["ignores_signal"], "to its end"],
	[
		"wrong file",
		row({ verdict: "checkpoint_missing", lateFiles: ["state.bak"] }),
		["checkpoint_missing"],
		"it wrote state.bak instead",
	],
	[
		"wrong file, and nothing else",
		row({ verdict: "checkpoint_missing", lateFiles: [] }),
		["checkpoint_missing"],
		"it wrote nothing after the signal",
	],
	["saves nothing new", row({ verdict: "not_saved", lateFiles: [] }), ["not_saved"], "left no newer checkpoint"],
	[
		"fails after the first",
		{ interruptions: [SAVED, { ...SAVED, verdict: "failed", end: FAILED }] },
		["resume_failed"],
		'"ValueError: bad checkpoint"',
	],
	["fails at the end", { continued: { end: FAILED, outputs: [] } }, ["resume_failed"], "with code 1"],
	[
		"takes for ever",
		{ continued: { end: { ...ASKED, lastWords: "" }, outputs: [] } },
		["resume_failed"],
		"longer than --time-limit",
	],
	["from zero: never read", row({ wasResumed: false }), ["restarts_from_zero"], "never read state"],
	[
		"from zero: read, but to no use",
		{ continued: { end: FROM_ZERO, outputs: EQUAL } },
		["restarts_from_zero"],
		"still took 10 s of 10 s",
	],
	[
		"other results",
		{ continued: { end: DONE, outputs: [{ path: "total", equal: false }] } },
		["outputs_differ"],
		"total",
	],
	["not atomic: other results", torn(DONE, false), ["not_atomic"], "in place"],
	["not atomic: fails", torn(FAILED, true), ["not_atomic"], "then fails: it ended with code 1"],
	["not atomic: files of two saves", torn(DONE, false, false), ["not_atomic"], "do not belong together"],
	[
		"a torn save adds nothing to other problems",
		{ ...torn(DONE, false), continued: { end: DONE, outputs: [{ path: "total", equal: false }] } },
		["outputs_differ"],
		"",
	],
];
test.each(CASES)("%s", (_, changes, problems, words) => {
	const findings = judgeTest({ ...GOOD, ...changes });
	expect(findings.map((found) => found.problem)).toEqual([...problems]);
	expect(findings.map((found) => found.message).join("\n")).toContain(words);
	for (const { advice } of findings) expect(advice).not.toBe("");
});

test("a lead that would do is half as long again as the save takes", () => {
	const facts = { ...GOOD, ...row({ verdict: "too_slow" }), unhurried: { signalToExitSeconds: 41, finished: false } };
	expect(judgeTest(facts)[0]?.advice).toStartWith("Give it 62 s: execution_config.sigterm_lead_seconds");
});

test("work that was done again is what the attempts took together beyond the uninterrupted run", () => {
	expect(redoneSeconds(GOOD)).toBe(0);
	expect(redoneSeconds({ ...GOOD, continued: { end: FROM_ZERO, outputs: [] } })).toBe(4);
	expect(redoneSeconds({ ...GOOD, continued: { end: FAILED, outputs: [] } })).toBeNull();
});
