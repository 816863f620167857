// Lost work, rule by rule.
import { expect, test } from "bun:test";
import { heldBy, lossCause, lostSeconds } from "./lost-work.ts";

/** An attempt that ran from second 1,000 to second 1,100. */
const END = { execSeconds: 100, endMs: 1_100_000 };

test.each([
	["no checkpoint: all of it", null, 100],
	["saved at the end: nothing", { savedAtMs: 1_100_000, isValid: null }, 0],
	["saved ten seconds before", { savedAtMs: 1_090_000, isValid: true }, 10],
	["not checked counts as valid", { savedAtMs: 1_090_000, isValid: null }, 10],
	["broken: all of it", { savedAtMs: 1_090_000, isValid: false }, 100],
	["of an attempt before: all of it", { savedAtMs: 900_000, isValid: true }, 100],
	["saved in the second it started", { savedAtMs: 1_000_000, isValid: true }, 100],
	["a file server's clock ahead of ours", { savedAtMs: 1_101_000, isValid: null }, 0],
] as const)("%s", (_, checkpoint, expected) => {
	expect(lostSeconds(END, checkpoint)).toBe(expected);
});

test("an end that is not known loses all", () => {
	expect(lostSeconds({ execSeconds: 100, endMs: Number.NaN }, { savedAtMs: 5, isValid: true })).toBe(100);
});

test.each([
	["completed", null, null],
	["failed", null, "failure"],
	["pending_failed", null, "failure"],
	["canceled", "stop", "cancel"],
	["terminated", null, "wall_time"],
	["terminated", "node_loss", "node_loss"],
	["terminated", "stop", "stop"],
] as const)("%s, told %p: %p", (status, told, expected) => {
	expect(lossCause(status, told)).toBe(expected);
});

test.each([
	["its share of the node", { numCpus: 4, numNodes: 1 }, 16, { cpus: 4, nodes: 0.25 }],
	["more than the node has is the node", { numCpus: 32, numNodes: 1 }, 16, { cpus: 32, nodes: 1 }],
	["whole nodes when there are several", { numCpus: 4, numNodes: 3 }, 16, { cpus: 12, nodes: 3 }],
	["an unknown node is one", { numCpus: 4, numNodes: 1 }, null, { cpus: 4, nodes: 1 }],
] as const)("held: %s", (_, requirements, cpusOfNode, expected) => {
	expect(heldBy(requirements, cpusOfNode)).toEqual(expected);
});
