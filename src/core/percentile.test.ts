// Nearest rank, as in the definition: no value is invented between two others.
import { expect, test } from "bun:test";
import { p95 } from "./percentile.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

test.each([
	[[], null],
	[[3], 3],
	[[9, 1], 9],
	[upTo(19), 19],
	[upTo(20), 19],
	[upTo(100).reverse(), 95],
] as const)("p95 of %j is %p", (values, expected) => {
	expect(p95(values)).toBe(expected);
});
