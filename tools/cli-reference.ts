// The reference of the command line as Markdown, from the tables of commands.
import { type CommandSpec, flagOf, type OptionSpec, type OptionTable } from "../src/cli/grammar/command.ts";
import { GROUP_SUMMARIES, type Program, programNamed } from "../src/cli/grammar/programs.ts";
import { placeholder } from "../src/cli/parse/assign-positionals.ts";
import { type Page, page } from "./reference-page.ts";

const PROGRAMS = ["torc", "torc-server", "torc-slurm-job-runner", "torc-htpasswd"] as const;

export function cliPages(): Page[] {
	const programs = PROGRAMS.map(programNamed).filter((program) => program !== null);
	return programs.flatMap(programPages);
}

/** One for the program and its single words, one for each group of commands of torc. */
function programPages(program: Program): Page[] {
	const commands = program.commands.filter(({ hidden }) => !hidden);
	const groupOf = ({ path }: CommandSpec): string =>
		program.name === "torc" && path.length > 1 ? (path[0] as string) : "";
	return [...Map.groupBy(commands, groupOf)].map(([group, members]) => {
		const texts = members.map((spec) => commandText(program, spec));
		if (group !== "") {
			const summary = GROUP_SUMMARIES[group] ?? "";
			return page(CLI, { name: group, title: `${program.name} ${group}`, summary }, [`${summary}.`, ...texts]);
		}
		const { name, summary } = program;
		return page(CLI, { name, title: name, summary }, [summary, ...globalOptions(program), ...texts]);
	});
}

const CLI = { file: "cli.md", title: "the command line" };

function globalOptions(program: Program): string[] {
	const lines = optionLines(program.globalOptions);
	return lines.length === 0 ? [] : ["Flags that every command takes, anywhere on the line:", lines.join("\n")];
}

function commandText(program: Program, spec: CommandSpec): string {
	const name = [program.name, ...spec.path].join(" ");
	const positionals = Object.entries(spec.positionals ?? {}).filter(([, { hidden }]) => !hidden);
	const words = positionals.map(([key, { optional, rest }]) => {
		const word = placeholder(key) + (rest ? "..." : "");
		return optional ? `[${word}]` : `<${word}>`;
	});
	const lines = [
		...positionals.map(([key, { help }]) => `- \`${placeholder(key)}\`: ${help}`),
		...optionLines(spec.options ?? {}),
	];
	const older = (spec.oldPaths ?? []).map((path) => `\`${[program.name, ...path].join(" ")}\``);
	return [
		`## ${[name, ...words].join(" ").replace(/</g, "\\<")}`,
		`${spec.summary}.${spec.details ? ` ${spec.details}` : ""}${older.length > 0 ? ` Also ${older.join(", ")}.` : ""}`,
		...(lines.length > 0 ? [lines.join("\n")] : []),
		["```console", ...(spec.examples ?? []).map(([line, what]) => `${line}   # ${what}`), "```"].join("\n"),
	].join("\n\n");
}

const optionLines = (options: OptionTable): string[] =>
	Object.entries(options)
		.filter(([, { hidden }]) => !hidden)
		.map(([key, option]) => `- ${flagText(key, option)}: ${optionText(option)}`);

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
		...(repeatable
			? [commaSeparated ? "may be repeated, or hold several separated by commas" : "may be repeated"]
			: []),
	];
	const defaultText = option.default === undefined || option.default === "" ? "" : ` [default: ${option.default}]`;
	return `${sentences.join("; ")}${defaultText}${env === undefined ? "" : ` [\`${env}\`]`}`;
}
