// Reads the published command lines: one section per command with its usage, arguments and flags.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface PublishedCommand {
	/** Program and words: `torc jobs list`. */
	readonly name: string;
	/** It has commands below it. */
	readonly isGroup: boolean;
	/** Types and value lists of flags are known. */
	readonly isTyped: boolean;
	readonly arguments: readonly PublishedArgument[];
	readonly flags: readonly PublishedFlag[];
}

export interface PublishedArgument {
	readonly name: string;
	readonly required: boolean;
	/** Takes all words that are left. */
	readonly rest: boolean;
	readonly type: string | null;
}

export interface PublishedFlag {
	/** The long spelling, with its dashes. */
	readonly flag: string;
	readonly short: string | null;
	readonly aliases: readonly string[];
	readonly takesValue: boolean;
	readonly type: string | null;
	readonly default: string | null;
	readonly values: readonly string[];
	readonly env: string | null;
	readonly required: boolean;
	readonly repeatable: boolean;
	readonly commaSeparated: boolean;
	/** Takes every word up to the next flag. */
	readonly takesSeveral: boolean;
	readonly conflicts: readonly string[];
	readonly requires: string | null;
}

/** `version`: `1.0` or `0.12`. */
export function readContract(version: string): PublishedCommand[] {
	const text = readFileSync(join(import.meta.dir, `torc-cli-${version}.txt`), "utf8");
	const sections = text
		.split(/^## /m)
		.slice(1)
		.map((section) => section.trimEnd().split("\n"));
	const names = sections.map(([name = ""]) => name);
	return sections.map((lines) => ({
		...readSection(lines),
		isGroup: names.some((name) => name.startsWith(`${lines[0]} `)),
		isTyped: text.includes("[type: "),
	}));
}

function readSection([name = "", usage = "", ...lines]: readonly string[]) {
	const items = lines.map((line) => line.trim());
	return {
		name,
		arguments: items.filter((item) => /^[<[]/.test(item)).map((item) => readArgument(item, usage)),
		flags: items.filter((item) => item.startsWith("-")).map((item) => readFlag(item, usage)),
	};
}

function readArgument(item: string, usage: string): PublishedArgument {
	const name = /^[<[]([^>\]]+)/.exec(item)?.[1] ?? "";
	const attributes = attributesOf(item);
	return {
		name,
		required: usage.includes(`<${name}>`) && !usage.includes(`[<${name}>`),
		rest: attributes.has("repeatable") || attributes.has("num_args") || usage.includes(`${name}>...`),
		type: attributes.get("type") ?? null,
	};
}

function readFlag(item: string, usage: string): PublishedFlag {
	const [, short = null, flag = "", value = null] = /^(?:(-\w), )?(--[\w-]+)( <[^>]+>)?/.exec(item) ?? [];
	const attributes = attributesOf(item);
	const list = (name: string): string[] => attributes.get(name)?.split(", ") ?? [];
	const before = usage.indexOf(`${flag} <`);
	return {
		flag,
		short,
		aliases: list("alias"),
		takesValue: value !== null,
		type: attributes.get("type") ?? null,
		default: attributes.get("default")?.replace(/^(empty|"")$/, "") ?? null,
		values: list("values"),
		env: attributes.get("env") ?? null,
		required: before >= 0 && usage[before - 1] !== "[",
		repeatable: attributes.has("repeatable"),
		commaSeparated: attributes.has("comma-separated"),
		takesSeveral: attributes.has("num_args") || item.includes(">..."),
		conflicts: list("conflicts"),
		requires: attributes.get("requires") ?? null,
	};
}

/** `[default: 0] [hidden]` after the name; a name in brackets has no blanks before it. */
function attributesOf(item: string): Map<string, string> {
	const attributes = [...item.matchAll(/ \[([a-z_-]+)(?:: ([^\]]*))?\]/g)];
	return new Map(attributes.map(([, name = "", value = ""]) => [name, value]));
}
