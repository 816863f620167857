// Which looks at a machine count as samples.
import { expect, test } from "bun:test";
import { NodeSampler } from "./node-sampler.ts";

const taken = (...times: readonly number[]) => {
	const sampler = new NodeSampler();
	return times.map((time) => sampler.sample(time) !== null);
};

test("a look right after another is no sample; the next one covers it", () => {
	expect(taken(0, 1000, 1010, 2000, 2499, 2500)).toEqual([false, true, false, true, false, true]);
});

test("a machine watched for a moment gets its only sample", () => {
	expect(taken(0, 20)).toEqual([false, true]);
});
