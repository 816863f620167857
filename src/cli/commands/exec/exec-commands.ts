// The commands `torc exec` is given, by -c, by -C, or after two dashes.
import { usageError } from "../../parse/usage-error.ts";
import { readCommandLines } from "./command-lines.ts";

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
		...(file === undefined ? [] : readCommandLines(file, sources.stdinIsTerminal)),
		...(trailing.length > 0 ? [trailing.map(shellQuote).join(" ")] : []),
	];
	if (all.length === 0) {
		throw usageError("no commands provided", "torc exec", "Use -c 'CMD', -C FILE, or -- CMD ARGS.");
	}
	return all;
}

export const looksLikeSpec = (word: string): boolean => /\.(ya?ml|json5?|kdl)$/i.test(word);

/** A word as the shell reads it back; placeholders in braces stay as they are. */
export function shellQuote(word: string): string {
	return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
