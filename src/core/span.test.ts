// Spans of time as people type them.
import { expect, test } from "bun:test";
import { parseSpan } from "./span.ts";

test.each([
	["5s", 5],
	["5", 5],
	["1.5m", 90],
	["2h", 7_200],
	["1d", 86_400],
	["500ms", 0.5],
	["PT1H30M", 5_400],
	["", null],
	["five", null],
	["5 s", null],
	["-5s", null],
] as const)("%p is %p seconds", (text, seconds) => {
	expect(parseSpan(text)).toBe(seconds);
});
