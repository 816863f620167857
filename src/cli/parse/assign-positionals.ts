// Gives the words that are neither commands nor flags to the command's positional arguments.
import type { CommandSpec } from "../grammar/command.ts";
import { checkValue } from "./check-value.ts";
import { usageError } from "./usage-error.ts";

/** `afterDashes`: the words after `--`, null without one. Errors: `usage`. */
export function assignPositionals(
	command: CommandSpec,
	words: readonly string[],
	afterDashes: readonly string[] | null,
	name: string,
): Record<string, unknown> {
	const entries = Object.entries(command.positionals ?? {});
	const ownsDashes = entries.some(([, spec]) => spec.afterDashes);
	const left = ownsDashes ? [...words] : [...words, ...(afterDashes ?? [])];
	const result: Record<string, unknown> = {};
	for (const [key, spec] of entries) {
		const label = `<${placeholder(key)}>`;
		if (spec.rest) {
			const taken = spec.afterDashes ? (afterDashes ?? []) : left.splice(0);
			if (taken.length === 0 && !spec.optional) throw usageError(`${label} is needed`, name);
			result[key] = taken.map((text) => checkValue(text, spec, label, name));
			continue;
		}
		const text = left.shift();
		if (text === undefined && !spec.optional) throw usageError(`${label} is needed`, name);
		result[key] = text === undefined ? undefined : checkValue(text, spec, label, name);
	}
	const [stray] = left;
	if (stray !== undefined) throw usageError(`unexpected trailing argument(s): ${left.join(" ")}`, name);
	return result;
}

/** `isArchived` → `IS_ARCHIVED` */
export const placeholder = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
