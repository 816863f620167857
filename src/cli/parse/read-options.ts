// Reads flags: --flag value, --flag=value, -f value, -fvalue, -abc; and checks what was given against the table.
import { nearestName } from "../../core/nearest-name.ts";
import { flagOf, type OptionSpec, type OptionTable } from "../grammar/command.ts";
import { checkValue } from "./check-value.ts";
import { usageError } from "./usage-error.ts";

/** Raw texts of a flag, or true for one without value. */
export type RawValue = string[] | true;

interface Reading {
	readonly own: [string, RawValue][];
	readonly global: [string, RawValue][];
	/** Words used up, ≥ 1. */
	used: number;
}

/** A word of the command line. */
interface Place {
	readonly argv: readonly string[];
	readonly index: number;
}

/** Reads one word that begins with a dash, and the values that belong to it. */
export class OptionReader {
	readonly own: OptionTable;
	readonly global: OptionTable;
	readonly command: string;

	constructor(own: OptionTable, global: OptionTable, command: string) {
		this.own = own;
		this.global = global;
		this.command = command;
	}

	read(argv: readonly string[], index: number): Reading {
		const word = argv[index] as string;
		const reading: Reading = { own: [], global: [], used: 1 };
		if (word.startsWith("--")) {
			const equals = word.indexOf("=");
			const flag = equals < 0 ? word : word.slice(0, equals);
			this.take(flag, equals < 0 ? null : word.slice(equals + 1), reading, { argv, index });
			return reading;
		}
		for (let at = 1; at < word.length; at++) {
			const flag = `-${word[at]}`;
			const [, option] = this.find(flag);
			const rest = word.slice(at + 1);
			if (option.type === "flag") {
				this.take(flag, null, reading, { argv, index });
				continue;
			}
			this.take(flag, rest === "" ? null : rest.replace(/^=/, ""), reading, { argv, index });
			break;
		}
		return reading;
	}

	private take(flag: string, attached: string | null, reading: Reading, { argv, index }: Place): void {
		const [key, option, isOwn] = this.find(flag);
		const into = isOwn ? reading.own : reading.global;
		if (option.type === "flag") {
			if (attached !== null) throw usageError(`${flag} takes no value`, this.command);
			into.push([key, true]);
			return;
		}
		const values = attached === null ? [] : [attached];
		while (attached === null && (values.length === 0 || option.takesSeveral)) {
			const next = argv[index + reading.used];
			if (next === undefined || (next.startsWith("-") && next !== "-" && !acceptsDash(option, next))) break;
			values.push(next);
			reading.used++;
		}
		if (values.length === 0) throw usageError(`${flag} needs a value`, this.command);
		into.push([key, values]);
	}

	private find(flag: string): readonly [string, OptionSpec, boolean] {
		for (const [table, isOwn] of [
			[this.own, true],
			[this.global, false],
		] as const) {
			for (const [key, option] of Object.entries(table)) {
				if (flag === flagOf(key) || flag === `-${option.short}` || option.aliases?.includes(flag)) {
					return [key, option, isOwn];
				}
			}
		}
		const known = Object.entries({ ...this.own, ...this.global })
			.filter(([, option]) => !option.hidden)
			.map(([key]) => flagOf(key));
		const near = flag.startsWith("--") ? nearestName(flag, known) : null;
		throw usageError(`'${this.command}' has no flag ${flag}`, this.command, near ? `Did you mean ${near}?` : null);
	}
}

/** Texts may begin with a dash when they plainly are no flag: negative numbers, and words with blanks. */
function acceptsDash(option: OptionSpec, word: string): boolean {
	if (/^-\d/.test(word)) return true;
	return option.type === "text" && /\s/.test(word);
}

interface Surroundings {
	readonly name: string;
	/** Positionals by key, for conflicts. */
	readonly given: Readonly<Record<string, unknown>>;
}

/** Fills in environment and defaults, converts, and checks conflicts. Errors: `usage`. */
export function finishOptions(
	table: OptionTable,
	raw: Readonly<Record<string, readonly string[] | true | undefined>>,
	env: Readonly<Record<string, string | undefined>>,
	{ name, given }: Surroundings,
): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	for (const [key, option] of Object.entries(table)) {
		const value = raw[key];
		checkCompany(key, option, { raw, given, name, isGiven: value !== undefined });
		if (option.type === "flag") {
			result[key] = value === true || (option.env !== undefined && /^(1|true|yes)$/i.test(env[option.env] ?? ""));
			continue;
		}
		const fromEnv = option.env === undefined ? undefined : env[option.env];
		let texts = value === undefined || value === true ? [] : value;
		if (texts.length === 0 && fromEnv) texts = [fromEnv];
		if (option.commaSeparated) texts = texts.flatMap((text) => text.split(",").map((part) => part.trim()));
		const values = texts.map((text) => checkValue(text, option, flagOf(key), name));
		if (option.repeatable) result[key] = values;
		else result[key] = values.length > 0 ? values.at(-1) : option.default;
		if (option.required && values.length === 0) throw usageError(`${flagOf(key)} is needed`, name);
	}
	return result;
}

interface Company extends Surroundings {
	readonly raw: Readonly<Record<string, unknown>>;
	readonly isGiven: boolean;
}

function checkCompany(key: string, option: OptionSpec, { raw, given, name, isGiven }: Company): void {
	if (!isGiven) return;
	for (const other of option.conflicts ?? []) {
		const positional = given[other];
		const present = raw[other] !== undefined || (Array.isArray(positional) ? positional.length > 0 : positional);
		if (present) throw usageError(`${flagOf(key)} and ${flagOf(other)} cannot be given together`, name);
	}
	if (option.requires !== undefined && raw[option.requires] === undefined) {
		throw usageError(`${flagOf(key)} works only together with ${flagOf(option.requires)}`, name);
	}
}
