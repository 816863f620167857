// From a command line to an exit code: parse, load the command, run it, print its result.

import type { CommandSpec } from "./grammar/command.ts";
import { type Program, programNamed } from "./grammar/programs.ts";
import type { Values } from "./parse/parse-command-line.ts";
import { parseCommandLine } from "./parse/parse-command-line.ts";
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
		const { TorcError } = await import("../core/errors.ts");
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
		const text = helpText(program, line.words, terminal.look.width ?? undefined);
		await terminal.print(terminal.look.unicode ? text : toAscii(text));
		return 0;
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
		const data = await command.run(context, line.arguments);
		const { renderJson, renderView } = await import("./render/render.ts");
		if (context.format === "json" || command.onlyJson(line.arguments)) {
			const printed = command.json(data);
			if (printed !== undefined) await terminal.print(renderJson(printed));
		} else {
			const view = command.show(data, line.arguments);
			// A configuration that prefers CSV prefers it for lists; only who asks for it here is refused.
			const asked = context.globals.format !== undefined || view.view === "table";
			await terminal.print(renderView(view, asked ? context.format : "table", terminal.look));
		}
		return command.exitCode(data, line.arguments, context);
	} finally {
		await close();
	}
}

/** Also where the error stands before the flag. */
const wantsJson = (argv: readonly string[]): boolean =>
	argv.some(
		(word, index) =>
			/^(--format=|-f=?)json$/.test(word) || (/^(-f|--format)$/.test(word) && argv[index + 1] === "json"),
	);

const isFormat = (text: string): text is Format => text === "table" || text === "json" || text === "csv";
