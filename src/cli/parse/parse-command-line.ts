// Reads a command line by the program's table: words first, then the command's own flags, global flags anywhere.
import { nearestName } from "../../core/nearest-name.ts";
import type { CommandSpec, OptionTable } from "../grammar/command.ts";
import type { Program } from "../grammar/programs.ts";
import { continues, matchWords } from "../grammar/words.ts";
import { assignPositionals } from "./assign-positionals.ts";
import { finishOptions, OptionReader } from "./read-options.ts";
import { usageError } from "./usage-error.ts";

export type Values = Readonly<Record<string, unknown>>;

export type ParsedLine =
	| { readonly kind: "run"; readonly command: CommandSpec; readonly arguments: Values; readonly globals: Values }
	/** `missing`: nobody asked for it; the words are no whole command. */
	| { readonly kind: "help"; readonly words: readonly string[]; readonly missing?: string }
	| { readonly kind: "version" };

/** Errors: `usage`. `onFormat` hears of --format as soon as it is read, so that errors can be printed accordingly. */
export function parseCommandLine(
	program: Program,
	argv: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
	onFormat: (format: string) => void = () => undefined,
): ParsedLine {
	const line = readWords(program, argv, onFormat);
	if (line.kind !== "words") return line;
	const { command, words } = line;
	const name = [program.name, ...words].join(" ");
	const table: OptionTable = { ...command.options };
	// A global flag that was given before the command's words means the command's own flag of that name.
	const given = (key: string): readonly string[] | true | undefined => line.values.get(key) ?? line.globals.get(key);
	const own = Object.fromEntries(Object.keys(table).map((key) => [key, given(key)]));
	const globalTable = globalsOf(program, command);
	const globals = Object.fromEntries(Object.keys(globalTable).map((key) => [key, line.globals.get(key)]));
	const positionals = assignPositionals(command, line.positionals, line.afterDashes, name);
	return {
		kind: "run",
		command,
		arguments: { ...finishOptions(table, own, env, { name, given: positionals }), ...positionals },
		globals: finishOptions(globalTable, globals, env, { name, given: {} }),
	};
}

interface Line {
	readonly kind: "words";
	readonly command: CommandSpec;
	readonly words: readonly string[];
	readonly values: ReadonlyMap<string, readonly string[] | true>;
	readonly globals: ReadonlyMap<string, readonly string[] | true>;
	readonly positionals: readonly string[];
	readonly afterDashes: readonly string[] | null;
}

function readWords(
	program: Program,
	argv: readonly string[],
	onFormat: (format: string) => void,
): Line | Exclude<ParsedLine, { kind: "run" }> {
	const words: string[] = [];
	const positionals: string[] = [];
	let command: CommandSpec | null = null;
	let afterDashes: readonly string[] | null = null;
	const values = new Map<string, string[] | true>();
	const globals = new Map<string, string[] | true>();
	const named = (): string => [program.name, ...words].join(" ");

	for (let index = 0; index < argv.length; ) {
		const word = argv[index] as string;
		if (word === "--") {
			afterDashes = argv.slice(index + 1);
			break;
		}
		if (word.startsWith("-") && word !== "-" && !isNumberFor(command, word)) {
			if (word === "-h" || word === "--help") return { kind: "help", words };
			if (word.startsWith("--help=")) throw usageError("--help takes no value", named());
			if (asksForVersion(word, words, command)) return { kind: "version" };
			command ??= words.length === 0 && program.defaultCommand ? program.defaultCommand : null;
			const reader = new OptionReader(command?.options ?? {}, globalsOf(program, command), named());
			const { own, global, used } = reader.read(argv, index);
			for (const [key, value] of own) merge(values, key, value);
			for (const [key, value] of global) {
				merge(globals, key, value);
				if (key === "format" && value !== true) onFormat(value.at(-1) ?? "");
			}
			index += used;
			continue;
		}
		index++;
		// A program without commands takes words at once.
		if (words.length === 0 && program.defaultCommand?.path.length === 0) command = program.defaultCommand;
		if (command?.path.length === 0) {
			positionals.push(word);
			continue;
		}
		if (command === null || (positionals.length === 0 && continues(program, [...words, word]))) {
			if (words.length === 0 && word === "help") return { kind: "help", words: helpWords(argv.slice(index)) };
			words.push(word);
			const match = matchWords(program, words);
			if (match.match === "none") throw unknownWord(program, words);
			command = match.match === "command" ? match.command : null;
		} else positionals.push(word);
	}
	command ??= words.length === 0 ? (program.defaultCommand ?? null) : null;
	if (command === null) {
		const match = matchWords(program, words);
		const next = match.match === "group" ? match.next.join(", ") : "";
		const missing = words.length === 0 ? "A command is needed" : `'${named()}' needs one more word: ${next}`;
		return { kind: "help", words, missing };
	}
	return { kind: "words", command, words, values, globals, positionals, afterDashes };
}

/** A command's own flags hide global ones of the same key. */
function globalsOf(program: Program, command: CommandSpec | null): OptionTable {
	if (!command?.options) return program.globalOptions;
	const own = command.options;
	return Object.fromEntries(Object.entries(program.globalOptions).filter(([key]) => !(key in own)));
}

const helpWords = (words: readonly string[]): string[] => words.filter((word) => !word.startsWith("-"));

function merge(into: Map<string, string[] | true>, key: string, value: string[] | true): void {
	const before = into.get(key);
	into.set(key, value === true || before === undefined || before === true ? value : [...before, ...value]);
}

/** `-V` only before a command, where no flag of its own can be meant. */
function asksForVersion(word: string, words: readonly string[], command: CommandSpec | null): boolean {
	if (word === "-V") return words.length === 0;
	return word === "--version" && !("version" in (command?.options ?? {}));
}

/** `-1` is a number, not a flag, unless the command has a flag of that name. */
const isNumberFor = (command: CommandSpec | null, word: string): boolean => command !== null && /^-\d/.test(word);

function unknownWord(program: Program, words: readonly string[]): Error {
	const before = words.slice(0, -1);
	const last = words.at(-1) as string;
	const match = matchWords(program, before);
	const name = [program.name, ...before].join(" ");
	const near = match.match === "group" ? nearestName(last, [...match.next, ...(before.length ? [] : ["help"])]) : null;
	const meant = near === null ? movedCommand(program, before, last) : [name, near].join(" ");
	return usageError(`'${name}' has no command '${last}'`, name, meant === null ? null : `Did you mean '${meant}'?`);
}

/** A command that stood in this group in 0.12, or still does though no list shows it: its present words. */
function movedCommand(program: Program, group: readonly string[], word: string): string | null {
	const moved = new Map<string, string>();
	for (const { path, oldPaths } of program.commands) {
		for (const old of [path, ...(oldPaths ?? [])]) {
			const isInGroup = old.length === group.length + 1 && group.every((part, index) => part === old[index]);
			if (isInGroup) moved.set(old.at(-1) as string, [program.name, ...path].join(" "));
		}
	}
	return moved.get(nearestName(word, moved.keys()) ?? "") ?? null;
}
