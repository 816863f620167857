// Every command explains itself: a summary, a help text for each argument, and examples that are right.
import { expect, test } from "bun:test";
import { parseCommandLine } from "../parse/parse-command-line.ts";
import { type Program, programNamed } from "./programs.ts";

const NAMES = ["torc", "torc-server", "torc-slurm-job-runner", "torc-dash", "torc-mcp-server", "torc-htpasswd"];
const programs: readonly Program[] = NAMES.map(programNamed).filter((program) => program !== null);
const commands = programs.flatMap((program) =>
	program.commands.map((spec) => ({ program, spec, name: [program.name, ...spec.path].join(" ") })),
);

test("every command has examples", () => {
	expect(commands.filter(({ spec }) => !spec.examples?.length).map(({ name }) => name)).toEqual([]);
});

test("examples are command lines that are understood, and mean their command", () => {
	const wrong = commands.flatMap(({ spec, name }) =>
		(spec.examples ?? []).flatMap(([line]) => {
			const problem = problemOf(line, spec);
			return problem === null ? [] : [`${name}: ${line}: ${problem}`];
		}),
	);
	expect(wrong).toEqual([]);
});

test("summaries and helps are sentences without a full stop", () => {
	const texts = commands.flatMap(({ spec, name }) => [
		[name, spec.summary] as const,
		...Object.entries(spec.options ?? {}).map(([key, option]) => [`${name} ${key}`, option.help] as const),
		...Object.entries(spec.positionals ?? {}).map(([key, { help }]) => [`${name} ${key}`, help] as const),
	]);
	expect(texts.filter(([, text]) => !/^["$a-zA-Z0-9./[-].*[^.]$/.test(text))).toEqual([]);
});

/** The example may be a pipe or a sequence; one of its commands must be the one it explains. */
function problemOf(line: string, spec: object): string | null {
	const parts = splitLine(line).filter(([first = ""]) => NAMES.includes(first));
	let meant = false;
	for (const [first = "", ...argv] of parts) {
		const program = programNamed(first);
		if (program === null) continue;
		try {
			const parsed = parseCommandLine(program, argv, {});
			meant ||= parsed.kind === "run" && parsed.command === spec;
		} catch (error) {
			return (error as Error).message;
		}
	}
	return meant ? null : "another command";
}

/** Words in quotes keep their blanks; |, &&, < and > part commands. */
function splitLine(line: string): string[][] {
	const parts: string[][] = [[]];
	for (const [word, single, double] of line.matchAll(/'([^']*)'|"([^"]*)"|\S+/g)) {
		if (/^(\||&&|<|>)$/.test(word)) parts.push([]);
		else parts.at(-1)?.push(single ?? double ?? word);
	}
	return parts;
}
