// Help texts, drawn from the command table.
import { type CommandSpec, flagOf, type OptionTable } from "./grammar/command.ts";
import { GROUP_SUMMARIES, type Program } from "./grammar/programs.ts";
import { matchWords } from "./grammar/words.ts";
import { placeholder } from "./parse/assign-positionals.ts";
import { usageError } from "./parse/usage-error.ts";

/** The help for words on a command line. Errors: `usage` when they name nothing. */
export function helpText(program: Program, words: readonly string[]): string {
	if (words.length === 0) return programHelp(program);
	const match = matchWords(program, words);
	if (match.match === "command") return commandHelp(program, match.command);
	if (match.match === "none") throw usageError(`There is no command '${words.join(" ")}'`, program.name);
	return groupHelp(program, words);
}

function programHelp(program: Program): string {
	const groups = new Map<string, string>();
	for (const { path, summary, hidden } of program.commands) {
		const [first] = path;
		if (hidden || first === undefined) continue;
		groups.set(first, path.length === 1 ? summary : (GROUP_SUMMARIES[first] ?? summary));
	}
	return [
		program.summary,
		"",
		`Usage: ${program.name} ${program.defaultCommand ? "[COMMAND]" : "<COMMAND>"}`,
		"",
		"Commands:",
		...columns([...groups]),
		...optionLines("Options, anywhere on the line:", program.globalOptions),
		"",
		...EXIT_CODES,
		"",
		`'${program.name} help COMMAND' tells more about a command.`,
		"",
	].join("\n");
}

/** 7 and 8 come from --fail-on-error alone (4-runner §10). */
const EXIT_CODES = [
	"",
	"Exit codes:",
	...columns([
		["0", "it worked"],
		["1", 'it failed; the reason is on standard error, with -f json as {"error": {kind, message, hint?, status?}}'],
		["2", "the command line was wrong; nothing was done"],
		["7, 8", "run --fail-on-error: jobs failed; jobs were stopped"],
	]),
];

function groupHelp(program: Program, words: readonly string[]): string {
	const inGroup = program.commands.filter(
		({ path, hidden }) => !hidden && words.every((word, index) => path[index] === word),
	);
	const [first = ""] = words;
	return [
		GROUP_SUMMARIES[first] ?? "",
		"",
		`Usage: ${program.name} ${words.join(" ")} <COMMAND>`,
		"",
		"Commands:",
		...columns(inGroup.map(({ path, summary }) => [path.slice(words.length).join(" "), summary])),
		"",
	].join("\n");
}

function commandHelp(program: Program, command: CommandSpec): string {
	const name = [program.name, ...command.path].join(" ");
	const positionals = Object.entries(command.positionals ?? {}).filter(([, spec]) => !spec.hidden);
	const words = positionals.map(([key, { optional, rest }]) => {
		const word = placeholder(key) + (rest ? "..." : "");
		return optional ? `[${word}]` : `<${word}>`;
	});
	const lines = [command.summary, ""];
	if (command.details) lines.push(...wrap(command.details, 96), "");
	lines.push(`Usage: ${[name, ...words].join(" ")}${command.options ? " [OPTIONS]" : ""}`);
	if (positionals.length > 0) {
		lines.push("", "Arguments:", ...columns(positionals.map(([key, { help }]) => [placeholder(key), help])));
	}
	lines.push(...optionLines("Options:", command.options ?? {}));
	if (command.examples) lines.push("", "Examples:", ...columns(command.examples));
	if (Object.keys(program.globalOptions).length > 0) {
		lines.push("", `Flags such as --url, -f json and -s work with every command: see '${program.name} --help'.`);
	}
	return `${lines.join("\n")}\n`;
}

function optionLines(title: string, options: OptionTable): string[] {
	const visible = Object.entries(options).filter(([, option]) => !option.hidden);
	if (visible.length === 0) return [];
	const lines = visible.map(([key, option]): [string, string] => {
		const value = option.type === "flag" ? "" : ` <${option.value ?? placeholder(key)}>`;
		const short = option.short === undefined ? "    " : `-${option.short}, `;
		const notes = [
			option.values ? `[${option.values.join(", ")}]` : "",
			option.default === undefined ? "" : `[default: ${option.default}]`,
			option.env === undefined ? "" : `[env: ${option.env}]`,
		];
		return [`${short}${flagOf(key)}${value}`, [option.help, ...notes].filter(Boolean).join(" ")];
	});
	return ["", title, ...columns(lines)];
}

/** Two columns; a left side that is too long gets a line of its own. */
function columns(lines: readonly (readonly [string, string])[]): string[] {
	const widest = Math.min(34, Math.max(0, ...lines.map(([left]) => left.length)));
	return lines.flatMap(([left, right]) => {
		const [first = "", ...more] = wrap(right, 96 - widest);
		const indent = `\n${" ".repeat(widest + 4)}`;
		const start = left.length > widest ? `  ${left}${indent}` : `  ${left.padEnd(widest + 2)}`;
		return [start + [first, ...more].join(indent)];
	});
}

function wrap(text: string, width: number): string[] {
	const lines = [""];
	for (const word of text.split(" ")) {
		const last = lines.at(-1) as string;
		if (last !== "" && last.length + word.length + 1 > width) lines.push(word);
		else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
	}
	return lines;
}
