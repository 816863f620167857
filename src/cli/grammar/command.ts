// What a command takes, as plain data: parser, help and completions all derive from such tables.

export type ValueType = "text" | "int" | "number" | "flag";

export interface OptionTable {
	/** Key in camel case; the flag is its kebab case: `maxParallelJobs` is `--max-parallel-jobs`. */
	readonly [key: string]: OptionSpec;
}

export interface OptionSpec {
	/** `flag` takes no value. */
	readonly type: ValueType;
	readonly help: string;
	/** One letter. */
	readonly short?: string;
	/** Other accepted spellings, with their dashes: `--force`. */
	readonly aliases?: readonly string[];
	/** Name of the value in the help. */
	readonly value?: string;
	readonly values?: readonly string[];
	/** Another value is a failure (exit code 1), not wrong usage (2). */
	readonly otherValues?: "malformed";
	readonly default?: string | number;
	/** Environment variable that stands in for the flag. */
	readonly env?: string;
	readonly required?: true;
	readonly repeatable?: true;
	/** One value may hold several, separated by commas. */
	readonly commaSeparated?: true;
	/** The flag takes every word up to the next flag. */
	readonly takesSeveral?: true;
	/** Smallest number. */
	readonly min?: number;
	/** Largest number. */
	readonly max?: number;
	readonly hidden?: true;
	/** Keys of options and positionals that cannot be given together with this one. */
	readonly conflicts?: readonly string[];
	/** Key of an option that must be given too. */
	readonly requires?: string;
}

export interface PositionalTable {
	/** In the order they are given. */
	readonly [key: string]: PositionalSpec;
}

export interface PositionalSpec {
	readonly type?: "text" | "int";
	readonly help: string;
	readonly values?: readonly string[];
	readonly optional?: true;
	/** Takes all words that are left. */
	readonly rest?: true;
	/** Only words after `--` belong to it. */
	readonly afterDashes?: true;
	readonly hidden?: true;
}

export interface CommandSpec {
	/** `["jobs", "list"]`; empty for a program without subcommands. */
	readonly path: readonly string[];
	readonly summary: string;
	/** Further paragraphs of the help. */
	readonly details?: string;
	/** Lines of the help: command, then what it does. */
	readonly examples?: readonly (readonly [string, string])[];
	readonly positionals?: PositionalTable;
	readonly options?: OptionTable;
	/** Other paths that mean this command (older spellings); never shown. */
	readonly oldPaths?: readonly (readonly string[])[];
	readonly hidden?: true;
	/** `none`: never talks to a server. `starts`: makes a database for itself where no server is configured. */
	readonly server?: "none" | "starts";
	/** A wrong configuration does not keep it from running: it takes what is right, and no format from there. */
	readonly readsConfig?: true;
	/** Results that lie in the output folder are its own to deliver; every other command delivers them first. */
	readonly deliversJournals?: true;
	/** Others may use the server it started for itself meanwhile. */
	readonly staysOpen?: true;
}

/** Declares a command; the argument's exact type is kept so that its arguments are typed. */
export function command<const C extends CommandSpec>(spec: C): C {
	return spec;
}

type Scalar<T> = T extends "int" | "number" ? number : string;
type OptionValue<O extends OptionSpec> = O["type"] extends "flag"
	? boolean
	: O extends { readonly repeatable: true }
		? readonly Scalar<O["type"]>[]
		: O extends { readonly default: unknown } | { readonly required: true }
			? Scalar<O["type"]>
			: Scalar<O["type"]> | undefined;
type PositionalValue<P extends PositionalSpec> = P extends { readonly rest: true }
	? readonly Scalar<P["type"]>[]
	: P extends { readonly optional: true }
		? Scalar<P["type"]> | undefined
		: Scalar<P["type"]>;

type Options<T> = T extends OptionTable ? { readonly [K in keyof T]: OptionValue<T[K]> } : unknown;
type Positionals<T> = T extends PositionalTable ? { readonly [K in keyof T]: PositionalValue<T[K]> } : unknown;

/** The arguments of a command after parsing. Repeatable ones are always lists, flags always boolean. */
export type Arguments<C extends CommandSpec> = Options<C["options"]> & Positionals<C["positionals"]>;

/** `maxParallelJobs` → `--max-parallel-jobs` */
export const flagOf = (key: string): string => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
