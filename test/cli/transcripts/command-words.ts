// Command lines of transcripts: into words, and which torc commands they call.
import type { CommandSpec } from "../../../src/cli/grammar/command.ts";
import { type Program, programNamed } from "../../../src/cli/grammar/programs.ts";
import { parseCommandLine } from "../../../src/cli/parse/parse-command-line.ts";

export interface Call {
	readonly program: Program;
	readonly words: readonly string[];
	readonly command: CommandSpec | null;
	readonly format: string;
}

const PROGRAMS: readonly string[] = ["torc", "torc-server", "torc-slurm-job-runner", "torc-htpasswd"];

/** The calls in a line, which may be a pipe or a sequence. */
export function callsIn(line: string): Call[] {
	const calls: Call[] = [];
	for (const [name = "", ...words] of splitLine(line.split("\n")[0] ?? "")) {
		const program = PROGRAMS.includes(name) ? programNamed(name) : null;
		if (program !== null) calls.push(callOf(program, words));
	}
	return calls;
}

/** Words and nothing else that needs a shell; null otherwise. */
export function plainWords(line: string): string[] | null {
	if (/[|&;<>$`*\\]/.test(line.replace(/'[^']*'/g, ""))) return null;
	return splitLine(line)[0] ?? null;
}

function callOf(program: Program, words: readonly string[]): Call {
	try {
		const line = parseCommandLine(program, words, {});
		if (line.kind !== "run") return { program, words, command: null, format: "table" };
		const format = (line.arguments.format ?? line.globals.format ?? "table") as string;
		return { program, words, command: line.command, format };
	} catch {
		return { program, words, command: null, format: "table" };
	}
}

/** Words in quotes keep their blanks; |, &, &&, ;, < and > part commands. */
function splitLine(line: string): string[][] {
	const parts: string[][] = [[]];
	for (const [word] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)) {
		if (/^(\||&&?|;|<|\d?>>?|<<'?\w+'?)$/.test(word)) parts.push([]);
		else parts.at(-1)?.push(word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double));
	}
	return parts;
}
