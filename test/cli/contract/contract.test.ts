// Scripts written for Torc 1.0 and 0.12 find every command, argument and flag they use.
import { describe, expect, test } from "bun:test";
import type { CommandSpec } from "../../../src/cli/grammar/command.ts";
import { type Program, programNamed } from "../../../src/cli/grammar/programs.ts";
import { matchWords } from "../../../src/cli/grammar/words.ts";
import { missingGlobals, missingParts } from "./compare-command.ts";
import { ELSEWHERE, WANTED } from "./elsewhere.ts";
import { type PublishedCommand, readContract } from "./read-contract.ts";

/** Defaults of 0.12 that 1.0 changed: what they are now counts (7-cli, Renamed). */
const CHANGED_DEFAULT =
	/^(--limit has the default .* not '10000'|--(output|output-dir) .* not 'output'|--poll-interval .* not '(60|5\.0)'|--group-by .* not 'resource-requirements'|--prefix .* not 'resource_plot'|--max-retries .* not '3'|--runtime-multiplier .* not '1\.4'|--runtime-per-job .* not 'P0DT1M')/;

for (const version of ["1.0", "0.12"]) {
	describe(`the command line of ${version}`, () => {
		for (const published of readContract(version)) {
			if (published.isGroup && published.arguments.length + published.flags.length === 0) continue;
			test(published.name, () => {
				const wanted = WANTED[published.name] ?? [];
				const problems = problemsOf(published).filter((problem) => !wanted.includes(problem));
				expect(problems.filter((problem) => version === "1.0" || !CHANGED_DEFAULT.test(problem))).toEqual([]);
			});
		}
	});
}

test("what is said to be elsewhere is published", () => {
	const published = new Set(["1.0", "0.12"].flatMap((version) => readContract(version).map(({ name }) => name)));
	expect(Object.keys(ELSEWHERE).filter((name) => !published.has(name))).toEqual([]);
});

function problemsOf(published: PublishedCommand): string[] {
	const { name } = published;
	if (name === "torc") return missingGlobals(published, programOf(name)?.globalOptions ?? {});
	const command = commandOf(name);
	if (command === null) return isElsewhere(name) ? [] : ["there is no such command"];
	return missingParts(published, command, programOf(name)?.globalOptions ?? {});
}

/** Listed by its name or by that of a group it is in. */
const isElsewhere = (name: string): boolean =>
	Object.keys(ELSEWHERE).some((listed) => name === listed || name.startsWith(`${listed} `));

const programOf = (name: string): Program | null => programNamed(name.split(" ")[0] ?? "");

function commandOf(name: string): CommandSpec | null {
	const program = programOf(name);
	const words = name.split(" ").slice(1);
	if (program === null) return null;
	if (words.length === 0) return program.defaultCommand ?? null;
	const match = matchWords(program, words);
	return match.match === "command" ? match.command : null;
}
