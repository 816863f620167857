// What earlier endings teach: half as much again, within bounds.
import { expect, test } from "bun:test";
import { givenLeadSeconds } from "./given-lead.ts";
import { learnedLeadSeconds } from "./learned-lead.ts";

test.each([
	[undefined, null],
	[null, null],
	[0, 0],
	[40, 60],
	[199, 298.5],
	[4_000, 300],
] as const)("a p95 of %p teaches %p", (p95, expected) => {
	expect(learnedLeadSeconds(p95)).toBe(expected);
});

const PLAN = { deadline: 100_000, signalAt: 50_000, killAt: 80_000, signalAfterFirstStartMs: null };
test.each([
	["at the planned instant", { ending: "deadline", plan: PLAN, signaledAt: 50_000 }, 30],
	["at an early warning there is more", { ending: "deadline", plan: PLAN, signaledAt: 20_000 }, 60],
	["a request to stop gives the lead", { ending: "stop", plan: PLAN, signaledAt: 20_000 }, 12],
	["so does an order to end one job", { ending: null, plan: null, signaledAt: 20_000 }, 12],
] as const)("what a job was given: %s", (_, asked, expected) => {
	expect(givenLeadSeconds({ ...asked, leadSeconds: 12 })).toBe(expected);
});
