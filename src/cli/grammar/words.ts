// Finds the command that words on a command line mean, older spellings included.
import type { CommandSpec } from "./command.ts";
import type { Program } from "./programs.ts";

export type WordMatch =
	| { readonly match: "command"; readonly command: CommandSpec }
	/** The words begin a command; `next` are the words that may follow. */
	| { readonly match: "group"; readonly next: readonly string[] }
	| { readonly match: "none" };

/** The command with exactly these words, else the group they name. A command wins over a group of the same name only if no longer one is possible. */
export function matchWords(program: Program, words: readonly string[]): WordMatch {
	let command: CommandSpec | null = null;
	const next = new Set<string>();
	for (const candidate of program.commands) {
		for (const path of [candidate.path, ...(candidate.oldPaths ?? [])]) {
			if (!words.every((word, index) => path[index] === word)) continue;
			if (path.length === words.length) command = candidate;
			else if (path === candidate.path && !candidate.hidden) next.add(path[words.length] as string);
			else next.add("");
		}
	}
	if (command) return { match: "command", command };
	if (next.size === 0) return { match: "none" };
	next.delete("");
	return { match: "group", next: [...next] };
}

/** Whether one more word makes a longer command: `server run` beside `server`. */
export function continues(program: Program, words: readonly string[]): boolean {
	return matchWords(program, words).match !== "none";
}
