// Walks through documents: their files are written, their commands run in a shell, what they print is compared.
import { expect } from "bun:test";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Scratch } from "../cli/torc-process.ts";
import { codeBlocks, namedFiles } from "./code-blocks.ts";

const BIN = join(import.meta.dir, "../../bin");

interface Step {
	readonly command: string;
	/** `…` stands for anything on a line; alone on a line for any lines. */
	readonly output: string;
}

/** The pages one after the other in one folder; answers how many commands were run. */
export function walk(pages: readonly string[]): number {
	using scratch = new Scratch();
	const env = {
		PATH: `${BIN}${delimiter}${process.env.PATH}`,
		HOME: scratch.path,
		XDG_CONFIG_HOME: scratch.path,
		USER: "you",
		LANG: "C.UTF-8",
	};
	let commands = 0;
	for (const page of pages) {
		for (const [name, text] of Object.entries(namedFiles(page))) writeFileSync(join(scratch.path, name), text);
		for (const { command, output } of steps(page)) {
			// As on a terminal, both streams are seen; what is meant to fail shows its error.
			const fails = output.includes(": error: ");
			const { stdout, status } = spawnSync("bash", ["-c", `exec 2>&1; ${command}`], { cwd: scratch.path, env });
			const printed = stdout.toString();
			expect({ command, printed, good: (status === 0) !== fails }).toEqual({ command, printed, good: true });
			if (!pattern(output).test(printed))
				expect({ page, command, printed }).toEqual({ page, command, printed: output });
			commands++;
		}
	}
	return commands;
}

/** `$ command` and what follows it. */
function steps(page: string): Step[] {
	return codeBlocks(page)
		.filter(({ language }) => language === "console")
		.flatMap(({ text }) => text.split(/^\$ /m).slice(1))
		.map((part) => {
			const end = part.indexOf("\n");
			return { command: part.slice(0, end), output: part.slice(end + 1).trimEnd() };
		});
}

function pattern(output: string): RegExp {
	const lines = output.split("\n").map((line) => {
		if (line === "…") return "(?:.*\\n)*?";
		return `${line.trimEnd().split("…").map(literal).join(".*")} *\\n`;
	});
	return new RegExp(`^${output === "" ? "" : lines.join("")}$`);
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
