// What progress says, from counts and a clock.
import { expect, test } from "bun:test";
import type { Terminal } from "../terminal.ts";
import { showProgress } from "./progress-display.ts";
import { logLine, terminalLines } from "./progress-lines.ts";
import { ProgressState } from "./progress-state.ts";

test("counts, rate and remaining time", () => {
	const state = new ProgressState(0);
	state.update({ ready: 100 }, 0);
	state.update({ completed: 18, failed: 2, running: 8, ready: 70, blocked: 2 }, 10_000);
	const progress = state.at(10_000);
	expect(progress).toEqual({
		total: 100,
		completed: 18,
		running: 8,
		failed: 2,
		canceled: 0,
		stopped: 0,
		left: 72,
		elapsedSeconds: 10,
		rate: 2,
		remainingSeconds: 40,
	});
	expect(logLine(progress)).toBe(
		"18 of 100 done, 8 running, 2 failed, 72 left; 2.0 jobs/s, 10s elapsed, about 40s left",
	);
});

test("nobody is told when the rest is done while jobs are being stopped", () => {
	const state = new ProgressState(0);
	state.update({ ready: 4 }, 0);
	state.update({ completed: 2, terminated: 1, ready: 1 }, 1_000);
	expect(state.at(1_000)).toMatchObject({ stopped: 1, left: 1, remainingSeconds: null });
});

test("the rate is the recent one, and sinks while nothing ends", () => {
	const state = new ProgressState(0);
	for (let second = 0; second <= 60; second++) state.update({ completed: second * 10, ready: 1000 }, second * 1000);
	expect(state.at(60_000).rate).toBeCloseTo(10, 0);
	expect(state.at(120_000).rate).toBeLessThan(4);
});

test("before anything has ended there is no rate", () => {
	const state = new ProgressState(0);
	state.update({ running: 4, ready: 6 }, 500);
	expect(logLine(state.at(61_000))).toBe("0 of 10 done, 4 running, 6 left; 1m 01s elapsed");
});

test("lines fit the terminal, whatever its width", () => {
	const state = new ProgressState(0);
	state.update({ completed: 5000, ready: 10_000 }, 0);
	state.update(
		{ completed: 123_456, failed: 789, canceled: 12, terminated: 3, running: 64, ready: 900_000 },
		9_000_000,
	);
	for (let width = 1; width < 200; width++) {
		for (const line of terminalLines(state.at(9_000_000), width)) {
			expect(Bun.stringWidth(line)).toBeLessThanOrEqual(width);
		}
	}
});

test("slow runs are told per minute or hour", () => {
	const rate = (ended: number, seconds: number): string => {
		const state = new ProgressState(0);
		state.update({ ready: 100 }, 0);
		state.update({ completed: ended, ready: 100 - ended }, seconds * 1000);
		return logLine(state.at(seconds * 1000));
	};
	expect(rate(2, 20)).toContain("6.0 jobs/min");
	expect(rate(1, 900)).toContain("4.0 jobs/h");
});

test("progress is as wide as the terminal says, which knows what to do when it tells no size", () => {
	let drawn = "";
	const terminal = {
		canRedraw: true,
		screen: () => ({ width: 30, rows: 24 }),
		draw: (text: string) => {
			drawn += text;
		},
	} as unknown as Terminal;
	const display = showProgress(terminal);
	display.update({ completed: 3, running: 1, ready: 4 });
	display.finish();
	const lines = drawn.split("\n").map((line) => line.split("\x1b[K")[0] ?? "");
	expect(Math.max(...lines.map((line) => line.replaceAll("\x1b[1A\r", "").length))).toBe(30);
});
