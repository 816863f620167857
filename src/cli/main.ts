// From a command line to an exit code: parse, load the command, run it, print its result.

import { TorcError } from "../core/errors.ts";
import type { CommandSpec } from "./grammar/command.ts";
import { type Program, programNamed } from "./grammar/programs.ts";
import type { RunnableCommand } from "./implement.ts";
import type { Values } from "./parse/parse-command-line.ts";
import { parseCommandLine } from "./parse/parse-command-line.ts";
import { usageError } from "./parse/usage-error.ts";
import { toAscii } from "./render/look.ts";
import type { Format } from "./render/render.ts";
import { reportError } from "./report-error.ts";
import { systemTerminal, type Terminal } from "./terminal.ts";

/** `program`: the name it was called by. Answers the process's exit code: 0, 1, 2 (7 and 8 by --fail-on-error). */
export async function main(program: string, argv: readonly string[]): Promise<number> {
	const terminal = systemTerminal();
	let format: Format = "table";
	const setFormat = (text: string): void => {
		if (isFormat(text)) format = text;
	};
	try {
		return await start(program, argv, terminal, setFormat);
	} catch (error) {
		const { text, exitCode } = reportError(error, wantsJson(argv) ? "json" : format);
		terminal.draw(text);
		return exitCode;
	}
}

async function start(
	name: string,
	argv: readonly string[],
	terminal: Terminal,
	setFormat: (text: string) => void,
): Promise<number> {
	const program = programNamed(name);
	if (program === null) {
		throw new TorcError("environment", `${name} is not part of this version of Torc`, { hint: "See 'torc --help'." });
	}
	const line = parseCommandLine(program, argv, process.env, setFormat);
	if (line.kind === "version") {
		const { PRODUCT_VERSION } = await import("../core/product-version.ts");
		await terminal.print(`${program.name} ${PRODUCT_VERSION}\n`);
		return 0;
	}
	if (line.kind === "help") {
		const { helpText } = await import("./help.ts");
		if (line.missing !== undefined && wantsJson(argv)) throw usageError(line.missing, program.name);
		const text = helpText(program, line.words, terminal.look.width ?? undefined);
		if (line.missing === undefined) await terminal.print(terminal.look.unicode ? text : toAscii(text));
		else terminal.draw(text);
		return line.missing === undefined ? 0 : 2;
	}
	return runLine(program, line, terminal, setFormat);
}

async function runLine(
	program: Program,
	line: { readonly command: CommandSpec; readonly arguments: Values; readonly globals: Values },
	terminal: Terminal,
	setFormat: (text: string) => void,
): Promise<number> {
	const { makeContext } = await import("./make-context.ts");
	const { loadCommand } = await import("./commands/load-command.ts");
	const { context, close } = await makeContext(line.command, line.globals, terminal);
	setFormat(context.format);
	try {
		const command = await loadCommand(program.name, line.command);
		const format = formatFor(command, line.arguments, context.format, line.globals.format);
		const data = await command.run(context, line.arguments);
		const { renderJson, renderView } = await import("./render/render.ts");
		if (format === "json") {
			const printed = command.json(data);
			if (printed !== undefined) await terminal.print(renderJson(printed));
		} else {
			const view = command.show(data, line.arguments);
			await terminal.print(renderView(view, format, terminal.look));
		}
		return command.exitCode(data, line.arguments, context);
	} finally {
		await close();
	}
}

/**
 * CSV is for lists: asked for with another command it is refused before anything is done; as a setting it means lists
 * alone. Errors: `malformed`.
 */
function formatFor(command: RunnableCommand, args: unknown, format: Format, flag: unknown): Format {
	if (command.onlyJson(args)) return "json";
	if (format !== "csv" || command.isList) return format;
	if (flag === undefined) return "table";
	throw new TorcError("malformed", "CSV is for lists only", { hint: "Use -f table or -f json." });
}

/** Also where the error stands before the flag. */
const wantsJson = (argv: readonly string[]): boolean =>
	argv.some(
		(word, index) =>
			/^(--format=|-f=?)json$/.test(word) || (/^(-f|--format)$/.test(word) && argv[index + 1] === "json"),
	);

const isFormat = (text: string): text is Format => text === "table" || text === "json" || text === "csv";
