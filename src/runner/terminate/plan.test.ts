// The plan of an ending: instants in order, given values honoured, nobody signaled before a trap can be set.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { afterFirstStart, makePlan, type PlanSettings } from "./plan.ts";

const NOTHING_GIVEN: PlanSettings = {
	headroomSeconds: null,
	leadSeconds: null,
	learnedLeadSeconds: null,
	warningSeconds: null,
	bufferSeconds: null,
	hasExecutionConfig: false,
	pollIntervalSeconds: 5,
};
const HOUR = 3_600_000;

const before = (plan: { deadline: number; signalAt: number; killAt: number }): readonly [number, number] => [
	(plan.deadline - plan.signalAt) / 1000,
	(plan.deadline - plan.killAt) / 1000,
];

/** name, settings, seconds before the end of signal and kill, for an hour's allocation. */
const CASES: readonly (readonly [string, Partial<PlanSettings>, number, number])[] = [
	["nothing given: as late as is safe", {}, 45, 15],
	["an execution_config: its own defaults", { hasExecutionConfig: true }, 90, 60],
	["a lead", { leadSeconds: 120 }, 135, 15],
	["a lead nobody gave is as long as earlier endings needed", { learnedLeadSeconds: 100 }, 115, 15],
	["what was learned never shortens it", { learnedLeadSeconds: 3 }, 45, 15],
	["a given lead stays", { learnedLeadSeconds: 100, leadSeconds: 20 }, 35, 15],
	["so does the scheduler's warning", { learnedLeadSeconds: 100, warningSeconds: 40 }, 55, 15],
	["so does a buffer", { learnedLeadSeconds: 100, bufferSeconds: 60 }, 60, 15],
	["headroom given, lead learned", { learnedLeadSeconds: 100, headroomSeconds: 20 }, 120, 20],
	["headroom and lead", { headroomSeconds: 20, leadSeconds: 40 }, 60, 20],
	["the scheduler's warning is a longer lead", { warningSeconds: 300 }, 315, 15],
	["a lead longer than the warning stays", { warningSeconds: 60, leadSeconds: 100 }, 115, 15],
	["a buffer alone", { bufferSeconds: 180 }, 180, 15],
	["a small buffer", { bufferSeconds: 10 }, 10, 5],
	["a buffer beside a lead moves only the signal", { bufferSeconds: 180, leadSeconds: 30 }, 180, 15],
];
for (const [name, settings, signal, kill] of CASES) {
	test(name, () => {
		expect(before(makePlan(0, HOUR, { ...NOTHING_GIVEN, ...settings }))).toEqual([signal, kill]);
	});
}

test("values nobody gave take at most half of the time", () => {
	expect(before(makePlan(0, 20_000, NOTHING_GIVEN))).toEqual([10, 3.333]);
});

test("a learned lead takes at most what half of the time leaves beside the headroom", () => {
	expect(before(makePlan(0, 200_000, { ...NOTHING_GIVEN, learnedLeadSeconds: 300 }))).toEqual([100, 15]);
	expect(before(makePlan(0, 20_000, { ...NOTHING_GIVEN, learnedLeadSeconds: 300 }))).toEqual([10, 3.333]);
});

test("given values that leave no time: the signal follows the first start", () => {
	const plan = makePlan(0, 60_000, { ...NOTHING_GIVEN, leadSeconds: 50, headroomSeconds: 20 });
	expect(plan.signalAfterFirstStartMs).toBe(5_000);
	const started = afterFirstStart(plan, 2_000);
	expect(started.signalAt).toBe(7_000);
	expect(started.killAt).toBe(55_000);
});

const optional = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: null });

test("for all settings: signal, then kill, then the end", () => {
	fc.assert(
		fc.property(
			fc.record({
				headroomSeconds: optional(600),
				leadSeconds: optional(600),
				learnedLeadSeconds: optional(300),
				warningSeconds: optional(600),
				bufferSeconds: optional(600),
				hasExecutionConfig: fc.boolean(),
				pollIntervalSeconds: fc.constantFrom(0.1, 1, 5),
			}),
			fc.integer({ min: 1, max: 10_000 }),
			(settings, lengthSeconds) => {
				const planned = makePlan(0, lengthSeconds * 1000, settings);
				const plan = afterFirstStart(planned, 500);
				expect(plan.signalAt).toBeLessThanOrEqual(plan.killAt);
				expect(plan.killAt).toBeLessThanOrEqual(Math.max(plan.deadline, plan.signalAt));
				if (planned.signalAfterFirstStartMs !== null) expect(plan.signalAt - 500).toBeGreaterThanOrEqual(0);
				else expect(plan.signalAt).toBeGreaterThanOrEqual(1_000);
			},
		),
	);
});
