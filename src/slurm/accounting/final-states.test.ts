// sacct's lines for allocations (with SLURM_TIME_FORMAT=%s).
import { expect, test } from "bun:test";
import { parseFinalStates } from "./final-states.ts";

test.each([
	["12|NODE_FAIL|1790000000\n", "12", { word: "NODE_FAIL", endTime: 1_790_000_000_000 }],
	["12|CANCELLED by 1000|1790000000\n13|TIMEOUT|5\n", "12", { word: "CANCELLED", endTime: 1_790_000_000_000 }],
	["12|RUNNING|Unknown\n", "12", { word: "RUNNING", endTime: null }],
	["12.batch|COMPLETED|5\n\n", "12.batch", undefined],
	["", "12", undefined],
] as const)("%j: %s", (text, id, expected) => {
	expect(parseFinalStates(text).get(id)).toEqual(expected as never);
});
