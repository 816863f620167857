// Levels from flags and from RUST_LOG.
import { expect, test } from "bun:test";
import { isTold, logLevel } from "./log-level.ts";

test.each([
	[undefined, "info"],
	["", "info"],
	["loud", "info"],
	["WARN", "warn"],
	["error", "error"],
	["torc=debug,hyper=warn", "debug"],
	["warn,torc=trace", "trace"],
] as const)("%p is %s", (text, level) => {
	expect(logLevel(text)).toBe(level);
});

test("a level tells what is at least as severe", () => {
	expect([isTold("warn", "error"), isTold("warn", "warn"), isTold("error", "info")]).toEqual([false, true, true]);
	expect([isTold("debug", "info"), isTold("debug", "trace")]).toEqual([false, true]);
});
