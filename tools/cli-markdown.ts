// The reference of the command line as Markdown, from the tables of commands.
import { type CommandSpec, flagOf, type OptionSpec, type OptionTable } from "../src/cli/grammar/command.ts";
import { GROUP_SUMMARIES, type Program, programNamed } from "../src/cli/grammar/programs.ts";
import { placeholder } from "../src/cli/parse/assign-positionals.ts";

const PROGRAMS = ["torc", "torc-server", "torc-slurm-job-runner", "torc-htpasswd"] as const;

export function cliMarkdown(): string {
	const programs = PROGRAMS.map(programNamed).filter((program) => program !== null);
	return `${programs.map(programText).join("\n\n")}\n`;
}

function programText(program: Program): string {
	const commands = program.commands.filter(({ hidden }) => !hidden);
	const groups = Map.groupBy(commands, ({ path }) => (path.length > 1 ? (path[0] as string) : ""));
	const sections = [...groups].map(([group, members]) => groupText(program, group, members));
	return [
		`## ${program.name}`,
		program.summary,
		...(optionRows(program.globalOptions).length > 0
			? ["Flags that every command takes, anywhere on the line:", table(optionRows(program.globalOptions))]
			: []),
		...sections,
	].join("\n\n");
}

function groupText(program: Program, group: string, commands: readonly CommandSpec[]): string {
	const texts = commands.map((spec) => commandText(program, spec));
	return group === ""
		? texts.join("\n\n")
		: [`### ${program.name} ${group}`, GROUP_SUMMARIES[group] ?? "", ...texts].join("\n\n");
}

function commandText(program: Program, spec: CommandSpec): string {
	const name = [program.name, ...spec.path].join(" ");
	const positionals = Object.entries(spec.positionals ?? {}).filter(([, { hidden }]) => !hidden);
	const words = positionals.map(([key, { optional, rest }]) => {
		const word = placeholder(key) + (rest ? "..." : "");
		return optional ? `[${word}]` : `<${word}>`;
	});
	const rows = [
		...positionals.map(([key, { help }]) => [`\`${placeholder(key)}\``, cell(help)] as const),
		...optionRows(spec.options ?? {}),
	];
	const older = (spec.oldPaths ?? []).map((path) => `\`${[program.name, ...path].join(" ")}\``);
	return [
		`#### ${[name, ...words].join(" ").replace(/</g, "\\<")}`,
		`${spec.summary}.${spec.details ? ` ${spec.details}` : ""}${older.length > 0 ? ` Also ${older.join(", ")}.` : ""}`,
		...(rows.length > 0 ? [table(rows)] : []),
		["```console", ...(spec.examples ?? []).map(([line, what]) => `${line}   # ${what}`), "```"].join("\n"),
	].join("\n\n");
}

type Row = readonly [left: string, right: string];

const optionRows = (options: OptionTable): Row[] =>
	Object.entries(options)
		.filter(([, { hidden }]) => !hidden)
		.map(([key, option]) => [flagText(key, option), cell(optionText(option))]);

function flagText(key: string, option: OptionSpec): string {
	const spellings = [...(option.short ? [`-${option.short}`] : []), flagOf(key), ...(option.aliases ?? [])];
	const value = option.type === "flag" ? "" : ` ${option.value ?? placeholder(key)}`;
	return spellings.map((spelling) => `\`${spelling}${value}\``).join(", ");
}

function optionText(option: OptionSpec): string {
	const { help, values, repeatable, commaSeparated, required, env } = option;
	const sentences = [
		help,
		...(required ? ["needed"] : []),
		...(values && !values.every((value) => help.includes(value))
			? [values.map((value) => `\`${value}\``).join(", ")]
			: []),
		...(repeatable ? [commaSeparated ? "may be repeated, or hold several parted by commas" : "may be repeated"] : []),
	];
	const defaultText = option.default === undefined || option.default === "" ? "" : ` [default: ${option.default}]`;
	return `${sentences.join("; ")}${defaultText}${env === undefined ? "" : ` [\`${env}\`]`}`;
}

const table = (rows: readonly Row[]): string =>
	["| | |", "| --- | --- |", ...rows.map(([left, right]) => `| ${left} | ${right} |`)].join("\n");

/** Signs that would end a cell. */
const cell = (text: string): string => text.replace(/\|/g, "\\|");
