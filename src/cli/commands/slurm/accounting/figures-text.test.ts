// Times and sizes in words.
import { expect, test } from "bun:test";
import { bytesText, timeText } from "./figures-text.ts";

test("times", () => {
	expect([0, 45, 59.6, 185, 3_599, 7_800, 360_000].map(timeText)).toEqual([
		"0s",
		"45s",
		"1m 0s",
		"3m 5s",
		"59m 59s",
		"2h 10m",
		"100h 0m",
	]);
});

test("sizes", () => {
	expect([0, 1023, 1024, 1536, 5 * 2 ** 20, 1.5 * 2 ** 30, 2 ** 41].map(bytesText)).toEqual([
		"0B",
		"1023B",
		"1.0KB",
		"1.5KB",
		"5.0MB",
		"1.5GB",
		"2048.0GB",
	]);
});
