// Help texts, drawn from the command table.
import { type CommandSpec, flagOf, type OptionTable } from "./grammar/command.ts";
import { GROUP_SUMMARIES, type Program } from "./grammar/programs.ts";
import { matchWords } from "./grammar/words.ts";
import { placeholder } from "./parse/assign-positionals.ts";
import { usageError } from "./parse/usage-error.ts";
import { layOut, type Part } from "./render/lay-out.ts";

/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 100;

/** The help for words on a command line; `width`: columns of the terminal. Errors: `usage` when they name nothing. */
export function helpText(program: Program, words: readonly string[], width = WIDEST): string {
	return layOut(helpParts(program, words), Math.min(width, WIDEST));
}

function helpParts(program: Program, words: readonly string[]): Part[] {
	if (words.length === 0) return programHelp(program);
	const match = matchWords(program, words);
	if (match.match === "command") return commandHelp(program, match.command);
	if (match.match === "none") throw usageError(`There is no command '${words.join(" ")}'`, program.name);
	return groupHelp(program, words);
}

function programHelp(program: Program): Part[] {
	const groups = new Map<string, string>();
	for (const { path, summary, hidden } of program.commands) {
		const [first] = path;
		if (hidden || first === undefined) continue;
		groups.set(first, path.length === 1 ? summary : (GROUP_SUMMARIES[first] ?? summary));
	}
	return [
		program.summary,
		`Usage: ${program.name} ${program.defaultCommand ? "[COMMAND]" : "<COMMAND>"}`,
		{ title: "Commands:", rows: [...groups] },
		{ title: "Options, anywhere on the line:", rows: optionRows(program.globalOptions) },
		program.name === "torc" ? EXIT_CODES : "",
		`'${program.name} help COMMAND' tells more about a command.`,
	];
}

/** 7 and 8 come from --fail-on-error alone (4-runner §10). */
const EXIT_CODES: Part = {
	title: "Exit codes:",
	rows: [
		["0", "it worked"],
		["1", 'it failed; the reason is on standard error, with -f json as {"error": {kind, message, hint?, status?}}'],
		["2", "the command line was wrong; nothing was done"],
		["7, 8", "run --fail-on-error: jobs failed; jobs were stopped"],
	],
};

function groupHelp(program: Program, words: readonly string[]): Part[] {
	const inGroup = program.commands.filter(
		({ path, hidden }) => !hidden && words.every((word, index) => path[index] === word),
	);
	const [first = ""] = words;
	return [
		GROUP_SUMMARIES[first] ?? "",
		`Usage: ${program.name} ${words.join(" ")} <COMMAND>`,
		{
			title: "Commands:",
			rows: inGroup.map(({ path, summary }) => [path.slice(words.length).join(" "), summary] as const),
		},
	];
}

function commandHelp(program: Program, command: CommandSpec): Part[] {
	const name = [program.name, ...command.path].join(" ");
	const positionals = Object.entries(command.positionals ?? {}).filter(([, spec]) => !spec.hidden);
	const words = positionals.map(([key, { optional, rest }]) => {
		const word = placeholder(key) + (rest ? "..." : "");
		return optional ? `[${word}]` : `<${word}>`;
	});
	return [
		command.summary,
		command.details ?? "",
		`Usage: ${[name, ...words].join(" ")}${command.options ? " [OPTIONS]" : ""}`,
		{ title: "Arguments:", rows: positionals.map(([key, { help }]) => [placeholder(key), help] as const) },
		{ title: "Options:", rows: optionRows(command.options ?? {}) },
		{ title: "Examples:", rows: command.examples ?? [] },
		Object.keys(program.globalOptions).length > 0
			? `Flags such as --url, -f json and -s work with every command: see '${program.name} --help'.`
			: "",
	];
}

function optionRows(options: OptionTable): [string, string][] {
	const visible = Object.entries(options).filter(([, option]) => !option.hidden);
	return visible.map(([key, option]) => {
		const value = option.type === "flag" ? "" : ` <${option.value ?? placeholder(key)}>`;
		const short = option.short === undefined ? "    " : `-${option.short}, `;
		const notes = [
			option.values ? `[${option.values.join(", ")}]` : "",
			option.default === undefined || option.default === "" ? "" : `[default: ${option.default}]`,
			option.env === undefined ? "" : `[env: ${option.env}]`,
		];
		return [`${short}${flagOf(key)}${value}`, [option.help, ...notes].filter(Boolean).join(" ")];
	});
}
