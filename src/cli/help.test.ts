// Help fits the terminal, for every command.
import { expect, test } from "bun:test";
import { programNamed } from "./grammar/programs.ts";
import { helpText } from "./help.ts";

const programs = ["torc", "torc-server", "torc-htpasswd"].map(programNamed).filter((program) => program !== null);

test.each([60, 80, 200])("no line is longer than a terminal of %d columns, but for what has no blank", (width) => {
	for (const program of programs) {
		for (const words of [[], ...program.commands.map(({ path }) => path)]) {
			const wide = helpText(program, words, width)
				.split("\n")
				.filter((line) => line.length > Math.min(width, 100) && line.trim().includes("  "));
			expect({ words, wide }).toEqual({ words, wide: [] });
		}
	}
});

test("a narrow terminal gets the same words", () => {
	const torc = programNamed("torc");
	if (torc === null) throw new Error("there is no torc");
	const words = (width: number): string[] => helpText(torc, ["jobs", "list"], width).split(/\s+/);
	expect(words(60)).toEqual(words(200));
});
