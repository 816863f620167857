// Corrections from measured use: who grows, who shrinks, who stays.
import { expect, test } from "bun:test";
import type { Requirement } from "./compare-use.ts";
import { correctRequirement, type JobUse } from "./correct-requirement.ts";
import { DEFAULT_KILL_CODES } from "./diagnose-failure.ts";
import { memoryText, runtimeText } from "./requirement-texts.ts";

const GIB = 2 ** 30;
const requirement: Requirement = { memoryBytes: 4 * GIB, runtimeSeconds: 7200, numCpus: 4 };
const good: JobUse = {
	jobId: 1,
	status: "completed",
	returnCode: 0,
	peakMemoryBytes: 3.5 * GIB,
	execSeconds: 6000,
	peakCpuPercent: 390,
};
const multipliers = { memory: 1.2, cpu: 1.2, runtime: 1.2 };

const correct = (uses: readonly JobUse[], downsizeWith: number | null = uses.length) =>
	correctRequirement(requirement, uses, { multipliers, codes: DEFAULT_KILL_CODES, downsizeWith });

test.each([
	["all is well", {}, null],
	["more memory than asked for", { peakMemoryBytes: 5 * GIB }, { memoryBytes: 6 * GIB }],
	[
		"killed early",
		{ status: "failed", returnCode: 137, peakMemoryBytes: null, execSeconds: 9 },
		{ memoryBytes: 4.8 * GIB },
	],
	["killed by the clock", { status: "failed", returnCode: 152, execSeconds: 7200 }, { runtimeSeconds: 8640 }],
	["too long, though it succeeded", { execSeconds: 8000 }, { runtimeSeconds: 9600 }],
	["more CPUs than asked for", { peakCpuPercent: 650 }, { numCpus: 8 }],
	["failed by itself, at the end of its time", { status: "failed", returnCode: 1, execSeconds: 7100 }, null],
	["stopped with its allocation", { status: "terminated", returnCode: 152, execSeconds: 900 }, null],
] as const)("%s", (_, change, expected) => {
	const correction = correct([{ ...good, ...change }]);
	if (expected === null) expect(correction).toBeNull();
	else expect(correction).toEqual({ direction: "upscale", jobIds: [1], ...rounded(expected) });
});

test("the worst job counts, and only those that lacked something are named", () => {
	const uses = [5, 7, 3].map((gib, index) => ({ ...good, jobId: index + 1, peakMemoryBytes: gib * GIB }));
	expect(correct(uses)).toEqual({ direction: "upscale", memoryBytes: Math.ceil(8.4 * GIB), jobIds: [1, 2] });
});

test("what no job nearly used shrinks, if all jobs have been measured", () => {
	const idle = { ...good, peakMemoryBytes: 0.5 * GIB, execSeconds: 60, peakCpuPercent: 80 };
	expect(correct([idle])).toEqual({
		direction: "downscale",
		memoryBytes: Math.ceil(0.6 * GIB),
		runtimeSeconds: 72,
		numCpus: 1,
		jobIds: [1],
	});
	expect(correct([idle], null)).toBeNull();
	expect(correct([idle], 2)).toBeNull();
	expect(correct([idle, { ...idle, jobId: 2, status: "failed", returnCode: 1 }])).toBeNull();
	const unmeasured = { ...idle, peakMemoryBytes: null, peakCpuPercent: null };
	expect(correct([unmeasured])).toEqual({ direction: "downscale", runtimeSeconds: 72, jobIds: [1] });
});

test("texts are rounded up", () => {
	expect([1, 1024, 1.2 * GIB, 4.8 * GIB, 700 * 2 ** 20].map(memoryText)).toEqual(["1k", "1k", "2g", "5g", "700m"]);
	expect([1, 61, 8640, 90000].map(runtimeText)).toEqual(["PT1M", "PT2M", "PT2H24M", "P1DT1H"]);
});

const rounded = (change: Readonly<Record<string, number>>) =>
	Object.fromEntries(Object.entries(change).map(([key, value]) => [key, Math.ceil(value)]));

test("a million jobs with the same requirements are judged like one", () => {
	const idle = { ...good, peakMemoryBytes: 0.5 * GIB, execSeconds: 60, peakCpuPercent: 80 };
	expect(correct(new Array(1_000_000).fill(idle))).toMatchObject({ direction: "downscale", numCpus: 1 });
});
