// The commands `torc exec` is given, by -c, by -C, or after two dashes.
import { TorcError } from "../../../core/errors.ts";
import { usageError } from "../../parse/usage-error.ts";
import { readCommandLines } from "./command-lines.ts";

export interface CommandSources {
	/** -c */
	readonly commands: readonly string[];
	/** -C; `-` is standard input. */
	readonly file: string | undefined;
	/** Words that belong to nothing. */
	readonly stray: readonly string[];
	/** The words of one command. */
	readonly trailing: readonly string[];
	readonly stdinIsTerminal: boolean;
}

/** At least one. Errors: `usage` when there is none or a specification was given; `environment` when the file cannot be read. */
export function execCommands(sources: CommandSources): string[] {
	const { commands, file, stray, trailing } = sources;
	for (const words of [stray, trailing, file === undefined ? [] : [file]]) refuseSpec(words);
	if (stray.length > 0) {
		const advice = "A command goes after two dashes: `torc exec -- <command>`.";
		throw usageError(`unexpected trailing argument(s): ${stray.join(" ")}`, "torc exec", advice);
	}
	const all = [
		...commands,
		...(file === undefined ? [] : readCommandLines(file, sources.stdinIsTerminal)),
		...(trailing.length > 0 ? [trailing.map(shellQuote).join(" ")] : []),
	];
	if (all.length === 0) {
		throw usageError("no commands provided", "torc exec", "Use -c 'CMD', -C FILE, or -- CMD ARGS.");
	}
	if (all.some((command) => /^(\s|'')*$/.test(command))) throw usageError("a command is empty", "torc exec");
	return all;
}

function refuseSpec(words: readonly string[]): void {
	const [only] = words;
	if (words.length !== 1 || only === undefined || !looksLikeSpec(only)) return;
	throw new TorcError("usage", `${only} looks like a workflow spec file`, { hint: `Did you mean: torc run ${only}` });
}

export const looksLikeSpec = (word: string): boolean => /\.(ya?ml|json5?|kdl)$/i.test(word);

/** A word as the shell reads it back; placeholders in braces stay as they are. */
export function shellQuote(word: string): string {
	return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
