// The number of a process that ended may belong to another one.
import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { isLivingProcess } from "./living-process.ts";

test("this process lives, and did when it started", () => {
	expect(isLivingProcess(process.pid, Date.now())).toBe(true);
	expect(isLivingProcess(process.pid, Number.NaN)).toBe(true);
});

test("a process that was born later is another one", () => {
	expect(isLivingProcess(process.pid, Date.now() - 3_600_000)).toBe(false);
});

test("one that has ended is not there", () => {
	expect(isLivingProcess(spawnSync("true").pid, Date.now())).toBe(false);
});
