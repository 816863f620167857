// Since when the silence of nodes counts.
import { expect, test } from "bun:test";
import { Listening } from "./lease-watch.ts";

const MINUTE = 60_000;

test("since the start, looks a few seconds late included; anew after a sleep of the machine or a set clock", () => {
	const listening = new Listening(0);
	expect([MINUTE, 2 * MINUTE + 5_000, 3 * MINUTE].map((now) => listening.look(now))).toEqual([0, 0, 0]);
	const slept = 90 * MINUTE;
	expect([slept, slept + MINUTE].map((now) => listening.look(now))).toEqual([slept, slept]);
	const setBack = 10 * MINUTE;
	expect([setBack, setBack + MINUTE].map((now) => listening.look(now))).toEqual([setBack, setBack]);
});
