// Lets a person choose one of many: a list that narrows while they type, or a table and a question on a dumb terminal.
import type { Terminal } from "../terminal.ts";
import { drawPicker } from "./draw-picker.ts";
import { type Choice, type PickStep, pressKey, startPicking } from "./pick-state.ts";

/** The key of the choice; null when the person gave up or input ended. Only where standard input is a terminal. */
export async function pick(terminal: Terminal, title: string, choices: readonly Choice[]): Promise<number | null> {
	if (!terminal.canRedraw) return askByNumber(terminal, title, choices);
	const picked: { key: number | null } = { key: null };
	let state = startPicking(choices);
	let lines = 0;
	const erase = (): void => terminal.draw(`${lines > 1 ? `\x1b[${lines - 1}A` : ""}\r\x1b[J`);
	const draw = (): void => {
		const drawn = drawPicker(state, { title, ...terminal.screen(), unicode: terminal.look.unicode });
		erase();
		terminal.draw(drawn.join("\n"));
		lines = drawn.length;
	};
	await terminal.readKeys(draw, (key) => {
		const step: PickStep = key === null ? { step: "given up" } : pressKey(state, key);
		if (step.step === "going") {
			state = step.state;
			draw();
			return false;
		}
		if (step.step === "chosen") picked.key = step.choice.key;
		erase();
		return true;
	});
	return picked.key;
}

async function askByNumber(terminal: Terminal, title: string, choices: readonly Choice[]): Promise<number | null> {
	// The first ones are the likely ones: they stay on the screen, with a line for the rest and one for the question.
	const room = Math.max(1, terminal.screen().rows - 3);
	const shown = choices.slice(0, room);
	for (const { key, label } of shown) terminal.say(`${String(key).padStart(6)}  ${label}`);
	if (choices.length > shown.length) terminal.say(`        and ${choices.length - shown.length} more`);
	for (;;) {
		const answer = (await terminal.ask(`${title}, by its number: `))?.trim() ?? "";
		if (answer === "") return null;
		if (choices.some(({ key }) => String(key) === answer)) return Number(answer);
		terminal.say(`'${answer}' is none of these numbers.`);
	}
}
