// The commands `torc exec` is given, by -c, by -C, or after two dashes.
import { readFileSync } from "node:fs";
import { TorcError } from "../../../core/errors.ts";
import { usageError } from "../../parse/usage-error.ts";

export interface CommandSources {
	/** -c */
	readonly commands: readonly string[];
	/** -C; `-` is standard input. */
	readonly file: string | undefined;
	/** The words of one command. */
	readonly trailing: readonly string[];
	readonly stdinIsTerminal: boolean;
}

/** At least one. Errors: `usage` when there is none or a specification was given; `environment` when the file cannot be read. */
export function execCommands(sources: CommandSources): string[] {
	const { commands, file, trailing } = sources;
	const [only] = trailing;
	if (trailing.length === 1 && only !== undefined && looksLikeSpec(only)) {
		throw usageError(`${only} looks like a workflow spec file`, "torc exec", `Did you mean: torc run ${only}`);
	}
	const all = [
		...commands,
		...(file === undefined ? [] : readCommands(file, sources.stdinIsTerminal)),
		...(trailing.length > 0 ? [trailing.map(shellQuote).join(" ")] : []),
	];
	if (all.length === 0) {
		throw usageError("no commands provided", "torc exec", "Use -c 'CMD', -C FILE, or -- CMD ARGS.");
	}
	return all;
}

export const looksLikeSpec = (word: string): boolean => /\.(ya?ml|json5?|kdl)$/i.test(word);

/** A command per line; blank lines and those that begin with # are left out. */
function readCommands(file: string, stdinIsTerminal: boolean): string[] {
	if (file === "-" && stdinIsTerminal) {
		throw usageError("-C - reads commands from a pipe, and standard input is a terminal", "torc exec");
	}
	let text: string;
	try {
		text = readFileSync(file === "-" ? 0 : file, "utf8");
	} catch (error) {
		throw new TorcError("environment", `Cannot read the commands file ${file}: ${(error as Error).message}`, {
			cause: error,
			hint: "It holds a command per line.",
		});
	}
	return text
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "" && !line.startsWith("#"));
}

/** A word as the shell reads it back; placeholders in braces stay as they are. */
export function shellQuote(word: string): string {
	return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
