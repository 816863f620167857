// What is asked for at the end of an unfinished command line. Pure; the line may be wrong anywhere before.
import {
	type CommandSpec,
	flagOf,
	type OptionSpec,
	type OptionTable,
	type PositionalSpec,
} from "../grammar/command.ts";
import type { Program } from "../grammar/programs.ts";
import { continues, matchWords } from "../grammar/words.ts";

export interface LineSoFar {
	/** Words of the command. */
	readonly words: readonly string[];
	/** Null while the words only begin a command. */
	readonly command: CommandSpec | null;
	readonly positionals: readonly string[];
	/** Values of flags by key; flags without value are true. */
	readonly options: ReadonlyMap<string, string | true>;
	readonly asksFor: Asked;
	/** What is typed of it. */
	readonly typed: string;
	/** What stands before it in the same word: `--format=`. */
	readonly before: string;
}

export type Asked =
	| { readonly what: "word" }
	| { readonly what: "flag" }
	| { readonly what: "value"; readonly key: string; readonly spec: OptionSpec | PositionalSpec }
	/** Words of another program's command. */
	| { readonly what: "file" }
	| { readonly what: "nothing" };

/** `last` is the word at the cursor, maybe empty. Shells that split words at `=` are understood too. */
export function readLine(program: Program, given: readonly string[], last: string): LineSoFar {
	const { line, current } = joinEquals(given, last);
	const state = new Reading(program);
	for (const word of line) state.take(word);
	return state.ask(current);
}

/** `--format`, `=`, `js` → `--format=js` */
function joinEquals(given: readonly string[], last: string): { line: string[]; current: string } {
	const words: string[] = [];
	for (const word of [...given, last]) {
		const before = words.at(-1);
		const joins = before?.startsWith("--") && (word === "=" || before.endsWith("="));
		if (joins) words[words.length - 1] = before + word;
		else words.push(word);
	}
	return { line: words.slice(0, -1), current: words.at(-1) ?? "" };
}

class Reading {
	private readonly program: Program;
	private readonly words: string[] = [];
	private command: CommandSpec | null;
	private readonly positionals: string[] = [];
	private readonly options = new Map<string, string | true>();
	private waiting: { readonly key: string; readonly spec: OptionSpec } | null = null;
	private afterDashes = false;
	private lost = false;

	constructor(program: Program) {
		this.program = program;
		this.command = program.defaultCommand ?? null;
	}

	take(word: string): void {
		if (this.afterDashes) return;
		if (this.waiting !== null && !word.startsWith("-")) {
			this.options.set(this.waiting.key, word);
			if (!this.waiting.spec.takesSeveral) this.waiting = null;
			return;
		}
		this.waiting = null;
		if (word === "--") this.afterDashes = true;
		else if (word.startsWith("-") && word !== "-") this.takeFlag(word);
		else this.takeWord(word);
	}

	private takeFlag(word: string): void {
		const isLong = word.startsWith("--");
		const [name = "", value] = isLong ? word.split(/=(.*)/s) : [word.slice(0, 2), word.slice(2) || undefined];
		const found = findOption(this.tables(), name);
		if (found === null) return;
		if (found.spec.type === "flag") this.options.set(found.key, true);
		else if (value !== undefined) this.options.set(found.key, value);
		else this.waiting = found;
	}

	private takeWord(word: string): void {
		const isFirst = this.words.length === 0;
		const longer = [...this.words, word];
		if (this.positionals.length === 0 && (isFirst || continues(this.program, longer)) && this.mayBeWord(word)) {
			this.words.push(word);
			const match = matchWords(this.program, longer);
			this.lost = match.match === "none";
			this.command = match.match === "command" ? match.command : null;
		} else this.positionals.push(word);
	}

	/** Programs that do something by themselves take any first word that is no command as an argument. */
	private mayBeWord(word: string): boolean {
		return this.program.defaultCommand === undefined || continues(this.program, [...this.words, word]);
	}

	private tables(): OptionTable[] {
		return [this.command?.options ?? {}, this.program.globalOptions];
	}

	ask(current: string): LineSoFar {
		const { words, command, positionals, options } = this;
		const line = { words, command, positionals, options };
		if (this.afterDashes) return { ...line, asksFor: { what: "file" }, typed: current, before: "" };
		if (this.waiting !== null && !current.startsWith("-")) {
			return { ...line, asksFor: { what: "value", ...this.waiting }, typed: current, before: "" };
		}
		if (current.startsWith("-")) return { ...line, ...this.askFlag(current) };
		return { ...line, asksFor: this.askWord(), typed: current, before: "" };
	}

	private askFlag(current: string): { asksFor: Asked; typed: string; before: string } {
		const equals = current.indexOf("=");
		if (equals < 0) return { asksFor: this.lost ? { what: "nothing" } : { what: "flag" }, typed: current, before: "" };
		const found = findOption(this.tables(), current.slice(0, equals));
		const asksFor: Asked =
			found === null || found.spec.type === "flag" ? { what: "nothing" } : { what: "value", ...found };
		return { asksFor, typed: current.slice(equals + 1), before: current.slice(0, equals + 1) };
	}

	private askWord(): Asked {
		if (this.lost) return { what: "nothing" };
		if (this.command === null) return { what: "word" };
		const table = Object.entries(this.command.positionals ?? {}).filter(
			([, spec]) => !spec.afterDashes && !spec.hidden,
		);
		const place = Math.min(this.positionals.length, table.length - 1);
		const [key, spec] = table[place] ?? [];
		if (key === undefined || spec === undefined) return { what: this.words.length === 0 ? "word" : "flag" };
		if (this.positionals.length > place && !spec.rest) return { what: "flag" };
		return { what: "value", key, spec };
	}
}

function findOption(tables: readonly OptionTable[], name: string): { key: string; spec: OptionSpec } | null {
	for (const table of tables) {
		for (const [key, spec] of Object.entries(table)) {
			if (name === flagOf(key) || name === `-${spec.short}` || spec.aliases?.includes(name)) return { key, spec };
		}
	}
	return null;
}
