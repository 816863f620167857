// Which files count as the checkpoint of an attempt.
import { expect, test } from "bun:test";
import type { Attempt, AttemptEnd, FileUse } from "./attempt.ts";
import { finishedAnyway } from "./finished-anyway.ts";
import { savedFiles, wasResumed } from "./saved-files.ts";

const use = (path: string, changes: Partial<FileUse> = {}): FileUse => ({
	path,
	wasRead: false,
	wasWritten: true,
	inPlace: false,
	savedLate: false,
	lastChange: 1,
	bytes: 10,
	...changes,
});
const END: AttemptEnd = {
	status: "terminated",
	returnCode: 0,
	signal: null,
	wasAsked: true,
	wasKilled: false,
	runSeconds: 10,
	askedAfterSeconds: 4,
	signalToExitSeconds: 6,
	leadSeconds: 30,
	lastWords: "",
};
const attempt = (uses: readonly FileUse[] | null, declared: Attempt["declared"] = null): Attempt => ({
	end: END,
	uses,
	declared,
	declaredChanged: null,
});
const read = (path: string): FileUse => use(path, { wasRead: true, wasWritten: false });
const paths = (files: readonly { readonly path: string }[]): string[] => files.map((file) => file.path);
const OUTPUTS = new Set(["out"]);

test("what is declared, whatever else was written", () => {
	expect(paths(savedFiles(attempt([use("x")], [{ path: "state", bytes: 1 }]), null, OUTPUTS))).toEqual(["state"]);
});

test("undeclared: what the next attempt went on from, whenever it was written", () => {
	const first = attempt([use("state"), use("log", { savedLate: true })]);
	expect(paths(savedFiles(first, attempt([read("state")]), OUTPUTS))).toEqual(["state"]);
});

test("undeclared: else what was written after the signal and is no result and still there", () => {
	const uses = [
		use("a", { savedLate: true }),
		use("b"),
		use("out", { savedLate: true }),
		use("c", { savedLate: true, bytes: null }),
	];
	expect(paths(savedFiles(attempt(uses), attempt([]), OUTPUTS))).toEqual(["a"]);
});

test("resumed or not, where the system can tell", () => {
	const saved = [{ path: "state", bytes: 1 }];
	expect(wasResumed(saved, attempt([read("state")]))).toBe(true);
	expect(wasResumed(saved, attempt([read("other")]))).toBe(false);
	expect(wasResumed(saved, attempt(null))).toBeNull();
	expect(wasResumed(saved, null)).toBeNull();
	expect(wasResumed([], attempt([]))).toBeNull();
});

test.each([
	["to its end, results written", 10, [use("out", { savedLate: true })], true],
	["results not written", 10, [use("out")], false],
	["much earlier than its end", 20, [use("out", { savedLate: true })], false],
	["nobody sees writes", 10, null, false],
] as const)("worked on: %s", (_, aloneSeconds, uses, expected) => {
	expect(finishedAnyway(attempt(uses), aloneSeconds, ["out"])).toBe(expected);
});
