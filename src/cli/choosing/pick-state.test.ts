// Choosing by keys: filter, move, take, give up; and how it looks in narrow and low terminals.
import { expect, test } from "bun:test";
import { textWidth } from "../../platform/text-width.ts";
import { drawPicker } from "./draw-picker.ts";
import { type Choice, type PickStep, pressKey, splitKeys, startPicking } from "./pick-state.ts";

const CHOICES: readonly Choice[] = [
	{ key: 12, label: "diamond  2026-11-25" },
	{ key: 11, label: "Sweep of a hundred  2026-11-24" },
	{ key: 3, label: "漢字 sweep  2026-01-01" },
];

function type(text: string): PickStep {
	let step: PickStep = { step: "going", state: startPicking(CHOICES) };
	for (const key of splitKeys(text)) {
		if (step.step !== "going") throw new Error(`'${text}' goes on after the end`);
		step = pressKey(step.state, key);
	}
	return step;
}

test.each([
	["\r", 12],
	["\x1b[B\r", 11],
	["\x1b[B\x1b[B\x1b[B\x1b[B\r", 3],
	["\x1b[A\r", 12],
	["sweep\r", 11],
	["SWEEP 2026-01\r", 3],
	["3\r", 3],
	["1\r", 12],
	["11\r", 11],
	["2026\r", 12],
	["nonsense\x15diam\r", 12],
	["sweeq\x7fp\x1bOB\r", 3],
	["nothing like it\r\x15\r", 12],
])("%j chooses %d", (keys, expected) => {
	const step = type(keys);
	expect(step.step === "chosen" ? step.choice.key : step).toBe(expected);
});

test("an id is that id, though newer labels hold its digits too", () => {
	const choices = [12, 2, 1].map((key) => ({ key, label: `sweep${key + 1}  2026-11-${key + 10}` }));
	for (const key of [12, 2, 1]) {
		let step: PickStep = { step: "going", state: startPicking(choices) };
		for (const typed of splitKeys(`${key}\r`)) if (step.step === "going") step = pressKey(step.state, typed);
		expect(step.step === "chosen" ? step.choice.key : step).toBe(key);
	}
});

test.each(["\x1b", "sw\x1b", "\x04"])("%j gives up", (keys) => {
	expect(type(keys)).toEqual({ step: "given up" });
});

const drawn = (keys: string, width: number, rows: number, unicode = true): string[] => {
	const step = type(keys);
	if (step.step !== "going") throw new Error("nothing to draw");
	return drawPicker(step.state, { title: "Workflow", width, rows, unicode });
};

test("fits the terminal", () => {
	for (const width of [20, 60, 200]) {
		const wide = drawn("", width, 24).filter((line) => textWidth(line) >= width);
		expect(wide).toEqual([]);
	}
	expect(drawn("", 60, 4)).toHaveLength(3);
	expect(drawn("\x1b[B", 200, 24)).toEqual([
		"Workflow (type to filter, ↑↓ move, Enter takes, Esc gives up): ",
		"  12  diamond  2026-11-25",
		"❯ 11  Sweep of a hundred  2026-11-24",
		"   3  漢字 sweep  2026-01-01",
	]);
	expect(drawn("", 70, 4, false)).toEqual([
		"Workflow (type to filter, Up/Down, Enter, Esc): ",
		"> 12  diamond  2026-11-25",
		"  ... 2 more",
	]);
	expect(drawn("xyz", 200, 24)[1]).toBe("  none matches");
});
