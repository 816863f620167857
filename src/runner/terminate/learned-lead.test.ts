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

test.each([
	["at the planned instant", 50_000, { ending: "deadline", killAt: 80_000 }, 30],
	["at an early warning there is more", 20_000, { ending: "deadline", killAt: 80_000 }, 60],
	["a request to stop gives the lead", 20_000, { ending: "stop", killAt: 80_000 }, 12],
	["so does an order to end one job", 20_000, { ending: null, killAt: null }, 12],
	["a job that was not asked was given nothing", null, { ending: "deadline", killAt: 80_000 }, null],
] as const)("what a job was given: %s", (_, signaledAt, asking, expected) => {
	expect(givenLeadSeconds({ signaledAt }, asking, 12)).toBe(expected);
});
