// What Tab offers from the tables: words of commands, flags, fixed values. Pure.
import { type CommandSpec, flagOf, type OptionTable } from "../grammar/command.ts";
import { GROUP_SUMMARIES, type Program } from "../grammar/programs.ts";
import type { LineSoFar } from "./read-line.ts";

export interface Candidate {
	readonly value: string;
	/** One line; may be empty. */
	readonly help: string;
}

/** The next words of commands that begin with the line's words. */
export function nextWords(program: Program, words: readonly string[]): Candidate[] {
	const found = new Map<string, string>();
	for (const { path, summary, hidden } of program.commands) {
		const next = path[words.length];
		if (hidden || next === undefined || !words.every((word, index) => path[index] === word)) continue;
		const isGroup = path.length > words.length + 1;
		const help = isGroup ? (words.length === 0 ? (GROUP_SUMMARIES[next] ?? summary) : summary) : summary;
		if (!found.has(next) || !isGroup) found.set(next, help);
	}
	if (words.length === 0 && program.commands.length > 1) found.set("help", "Tell more about a command");
	return [...found].map(([value, help]) => ({ value, help }));
}

/** Flags that were not given yet, those of the command before those of all commands. */
export function flags(program: Program, { command, options }: LineSoFar): Candidate[] {
	const offer = (table: OptionTable): Candidate[] =>
		Object.entries(table)
			.filter(([key, { hidden, repeatable }]) => !hidden && (repeatable || !options.has(key)))
			.map(([key, { help }]) => ({ value: flagOf(key), help }));
	const own = command?.options ?? {};
	const global = Object.entries(program.globalOptions).filter(([key]) => !(key in own));
	return [...offer(own), ...offer(Object.fromEntries(global)), { value: "--help", help: "Show the help" }];
}

/** Whether longer commands begin with the same words: `server run` beside `server`. */
export const hasLonger = (program: Program, command: CommandSpec): boolean =>
	program.commands.some(
		({ path, hidden }) =>
			!hidden && path.length > command.path.length && command.path.every((word, index) => path[index] === word),
	);
