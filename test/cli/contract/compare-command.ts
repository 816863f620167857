// What a published command line can say and ours cannot, in sentences.
import { type CommandSpec, flagOf, type OptionSpec, type OptionTable } from "../../../src/cli/grammar/command.ts";
import type { PublishedCommand, PublishedFlag } from "./read-contract.ts";

/** Ours may accept more: fewer required arguments, names where ids were asked for, further flags. */
export function missingParts(published: PublishedCommand, ours: CommandSpec, globals: OptionTable): string[] {
	const own = ours.options ?? {};
	return [
		...argumentProblems(published, ours),
		...published.flags.flatMap((flag) => flagProblems(flag, published.isTyped, [own, globals])),
		...newDemands(published, own),
	];
}

export const missingGlobals = (published: PublishedCommand, globals: OptionTable): string[] =>
	published.flags.flatMap((flag) => flagProblems(flag, published.isTyped, [globals]));

function argumentProblems({ arguments: published, isTyped }: PublishedCommand, ours: CommandSpec): string[] {
	const own = Object.entries(ours.positionals ?? {});
	const problems: string[] = [];
	const required = own.filter(([, spec]) => !spec.optional).length;
	const needed = published.filter((argument) => argument.required).length;
	if (required > needed) problems.push(`asks for ${required} arguments, not ${needed}`);
	for (const [index, argument] of published.entries()) {
		const [key, spec] = own[Math.min(index, own.length - 1)] ?? [];
		if (spec === undefined || (index >= own.length && !spec.rest)) problems.push(`has no argument ${argument.name}`);
		else if (argument.rest && !spec.rest) problems.push(`takes only one word as ${key}`);
		else if (isTyped && argument.type === null && spec.type === "int") problems.push(`takes only numbers as ${key}`);
	}
	return problems;
}

function flagProblems(published: PublishedFlag, isTyped: boolean, tables: readonly OptionTable[]): string[] {
	const ours = find(published.flag, tables);
	if (ours === null) return [`has no ${published.flag}`];
	const problems: string[] = [];
	const say = (problem: string): void => void problems.push(`${published.flag} ${problem}`);
	for (const spelling of [published.short, ...published.aliases]) {
		if (spelling !== null && find(spelling, tables) !== ours) say(`is not ${spelling}`);
	}
	if (published.takesValue !== (ours.type !== "flag")) say(published.takesValue ? "takes no value" : "needs a value");
	const lacking = published.values.filter((value) => ours.values !== undefined && !ours.values.includes(value));
	if (lacking.length > 0) say(`does not know ${lacking.join(", ")}`);
	if (isTyped) problems.push(...typeProblems(published, ours));
	if (published.env !== null && ours.env !== published.env) say(`does not read ${published.env}`);
	if (published.repeatable && !ours.repeatable) say("is not repeatable");
	if (published.commaSeparated && !ours.commaSeparated) say("does not split at commas");
	if (published.takesSeveral && !ours.takesSeveral) say("takes only one word");
	if (ours.required && !published.required) say("is demanded");
	problems.push(...defaultProblem(published, ours), ...companyProblems(published, ours));
	return problems;
}

function typeProblems({ flag, type, values, takesValue }: PublishedFlag, ours: OptionSpec): string[] {
	if (!takesValue || ours.type === "flag") return [];
	if (type === null && ours.type !== "text") return [`${flag} takes only numbers`];
	if (type === "number" && ours.type === "int") return [`${flag} takes only whole numbers`];
	return values.length === 0 && ours.values !== undefined ? [`${flag} takes only ${ours.values.join(", ")}`] : [];
}

/** A default that configuration can change stands in the help alone. */
function defaultProblem({ flag, default: wanted, takesValue }: PublishedFlag, ours: OptionSpec): string[] {
	if (wanted === null || !takesValue) return [];
	const told = /\[default: ([^\]]*)\]/.exec(ours.help)?.[1];
	const same = [ours.default, told].some((own) => own !== undefined && sameValue(String(own), wanted));
	return same ? [] : [`${flag} has the default ${ours.default ?? told ?? "none"}, not '${wanted}'`];
}

const sameValue = (a: string, b: string): boolean => a === b || (b !== "" && Number(a) === Number(b));

/** Flags that could be given together, or alone, still can. */
function companyProblems(published: PublishedFlag, ours: OptionSpec): string[] {
	const problems: string[] = [];
	// The published names are those of fields: a repeatable flag has its plural.
	const mates = new Set(published.conflicts.flatMap((name) => [`--${name}`, `--${name.replace(/s$/, "")}`]));
	const wrong = (ours.conflicts ?? []).map(flagOf).filter((flag) => !mates.has(flag) && flag !== "--ids");
	if (wrong.length > 0) problems.push(`${published.flag} refuses the company of ${wrong.join(", ")}`);
	if (ours.requires !== undefined && published.requires === null) problems.push(`${published.flag} needs company`);
	return problems;
}

/** Options of ours that must be given and that a script of that version cannot know. */
function newDemands(published: PublishedCommand, own: OptionTable): string[] {
	const known = new Set(published.flags.map(({ flag }) => flag));
	return Object.entries(own)
		.filter(([key, option]) => option.required && !known.has(flagOf(key)))
		.map(([key]) => `demands ${flagOf(key)}`);
}

/** The first table that knows the spelling counts: a command's own flags hide global ones. */
function find(spelling: string, tables: readonly OptionTable[]): OptionSpec | null {
	for (const [key, option] of tables.flatMap(Object.entries<OptionSpec>)) {
		if (spelling === flagOf(key) || spelling === `-${option.short}` || option.aliases?.includes(spelling))
			return option;
	}
	return null;
}
