// Choosing by number, on terminals that cannot redraw lines.
import { expect, test } from "bun:test";
import type { Terminal } from "../terminal.ts";
import { pick } from "./pick.ts";

/** A dumb terminal of 24 rows on which a person types the answers. */
function dumbTerminal(...answers: string[]): { terminal: Terminal; said: string[] } {
	const said: string[] = [];
	const terminal = {
		canRedraw: false,
		screen: () => ({ width: 80, rows: 24 }),
		say: (line: string) => void said.push(line),
		ask: async () => answers.shift() ?? null,
	} as unknown as Terminal;
	return { terminal, said };
}

const choices = Array.from({ length: 500 }, (_, at) => ({ key: 500 - at, label: `w${500 - at}` }));

test("a long list is cut to the screen; what it leaves out can be taken all the same", async () => {
	const { terminal, said } = dumbTerminal("501", "3");
	expect(await pick(terminal, "Workflow", choices)).toBe(3);
	expect(said).toHaveLength(23);
	expect(said[0]).toBe("   500  w500");
	expect(said.slice(-2)).toEqual(["        and 479 more", "'501' is none of these numbers."]);
});

test("a short list is shown whole; nothing typed is no choice", async () => {
	const { terminal, said } = dumbTerminal("");
	expect(await pick(terminal, "Workflow", choices.slice(-2))).toBeNull();
	expect(said).toEqual(["     2  w2", "     1  w1"]);
});
