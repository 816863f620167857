// What an exit means: a table of ends and the statuses they get.
import { expect, test } from "bun:test";
import { type ExitFacts, type ExitSettings, judgeExit } from "./judge-exit.ts";

const SETTINGS: ExitSettings = {
	timeoutExitCode: 152,
	oomExitCode: 137,
	usePendingFailed: false,
	endedAs: "terminated",
	why: null,
};
const exit = (code: number, signal: number | null = null) => ({ code, signal, cpuSeconds: null, maxRssBytes: null });
const facts = (change: Partial<ExitFacts>): ExitFacts => ({
	exit: exit(0),
	signaled: false,
	killed: false,
	overMemory: false,
	missing: [],
	checkpointExitCode: null,
	...change,
});
const RULES = [{ exit_codes: [3], match_all_exit_codes: false, max_retries: 3 }];

const CASES: readonly (readonly [string, Partial<ExitFacts>, Partial<ExitSettings>, string, number])[] = [
	["exit 0", {}, {}, "completed", 0],
	["exit 0 without a declared output", { missing: ["out.txt"] }, {}, "failed", 1],
	["exit 7", { exit: exit(7) }, {}, "failed", 7],
	["died of SIGSEGV", { exit: exit(139, 11) }, {}, "failed", 139],
	["exit 7, failures wait", { exit: exit(7) }, { usePendingFailed: true }, "pending_failed", 7],
	["exit 3 with a rule, failures wait", { exit: exit(3) }, { usePendingFailed: true }, "failed", 3],
	["asked, exit 0, outputs missing", { signaled: true, missing: ["out.txt"] }, {}, "terminated", 0],
	["its checkpoint's exit code", { checkpointExitCode: 85, exit: exit(85) }, {}, "terminated", 85],
	["asked, exit 42", { signaled: true, exit: exit(42) }, {}, "terminated", 42],
	["asked, died of TERM", { signaled: true, exit: exit(143, 15) }, {}, "terminated", 143],
	["asked and killed", { signaled: true, killed: true, exit: exit(137, 9) }, {}, "terminated", 152],
	["killed without being asked", { killed: true, exit: exit(137, 9) }, {}, "terminated", 152],
	["asked, and the workflow was canceled", { signaled: true, exit: exit(3) }, { endedAs: "canceled" }, "canceled", 3],
	["killed for its memory", { overMemory: true, exit: exit(137, 9) }, {}, "failed", 137],
];
for (const [name, change, settings, status, returnCode] of CASES) {
	test(name, () => {
		const judged = judgeExit(facts(change), { ...SETTINGS, ...settings }, RULES);
		expect({ status: judged.status, returnCode: judged.returnCode }).toEqual({ status: status as never, returnCode });
	});
}

test("handlers see failures, never terminations", () => {
	expect(judgeExit(facts({ exit: exit(3) }), SETTINGS, RULES).rule).toEqual(RULES[0] as never);
	expect(judgeExit(facts({ exit: exit(3), signaled: true }), SETTINGS, RULES).rule).toBeNull();
});

test.each([
	[{ signaled: true, exit: exit(42) }, "the time limit", "was asked to end (the time limit) and ended with code 42"],
	[{ signaled: true, exit: exit(143, 15) }, "SIGTERM", "was asked to end (SIGTERM) and ended by signal 15"],
	[{ killed: true, exit: exit(137, 9) }, "the time limit", "was not asked to end (the time limit) and was killed"],
	[{ signaled: true, exit: exit(0) }, null, "was asked to end and ended with code 0"],
] as const)("what is said of %j", (change, why, reason) => {
	expect(judgeExit(facts(change), { ...SETTINGS, why }, null).reason).toBe(reason);
});
