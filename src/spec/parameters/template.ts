// Text with parameter placeholders, compiled once and rendered for every row: `{p}`, `{p:03d}`, `{p:.4f}`. A brace
// after `$` belongs to the shell and is left alone (1-spec §4, Substitution; §0.7).
import { ParameterError } from "./parameter-error.ts";
import type { Value } from "./parse-values.ts";

export interface Template {
	/** No placeholder of a parameter in it: every row renders the same. */
	readonly isConstant: boolean;
	/** Columns it uses. */
	readonly columns: readonly number[];
	/** Names in braces that are no parameters, e.g. a misspelt one. */
	readonly unknown: readonly string[];
	render(row: readonly Value[]): string;
}

const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]*)(?::([^{}]*))?\}/g;

/** `quote` treats inserted values, e.g. for regular expressions. Errors: ParameterError for an unknown format. */
export function compileTemplate(
	text: string,
	names: readonly string[],
	quote: (value: string) => string = (value) => value,
): Template {
	const literals: string[] = [];
	const fields: ((row: readonly Value[]) => string)[] = [];
	const columns: number[] = [];
	const unknown: string[] = [];
	let literalStart = 0;
	if (text.includes("{")) {
		for (const match of text.matchAll(PLACEHOLDER)) {
			const [whole, name = "", format] = match;
			if (text[match.index - 1] === "$") continue;
			const column = names.indexOf(name);
			if (column < 0) {
				unknown.push(name);
				continue;
			}
			literals.push(text.slice(literalStart, match.index));
			literalStart = match.index + whole.length;
			const print = compileFormat(format, whole);
			columns.push(column);
			fields.push((row) => quote(print(row[column] as Value)));
		}
	}
	const tail = text.slice(literalStart);
	const isConstant = fields.length === 0;
	if (isConstant) return { isConstant, columns, unknown, render: () => text };
	function render(row: readonly Value[]): string {
		let out = "";
		for (let index = 0; index < fields.length; index++) out += (literals[index] as string) + fields[index]?.(row);
		return out + tail;
	}
	return { isConstant, columns, unknown, render };
}

function compileFormat(format: string | undefined, placeholder: string): (value: Value) => string {
	if (format === undefined || format === "") return (value) => value.text;
	const padded = /^(0?)(\d*)d$/.exec(format);
	if (padded) {
		const width = Number(padded[2] || 0);
		if (padded[1] !== "0") return (value) => (value.isInteger ? value.text.padStart(width) : value.text);
		return (value) => (value.isInteger ? zeroPadded(value.text, width) : value.text);
	}
	const decimals = /^\.(\d+)f$/.exec(format);
	if (decimals) {
		const digits = Math.min(100, Number(decimals[1]));
		return (value) => (value.number === null ? value.text : value.number.toFixed(digits));
	}
	throw new ParameterError(`Unknown format in '${placeholder}': use {name}, {name:03d} or {name:.4f}`);
}

const zeroPadded = (digits: string, width: number): string =>
	digits.startsWith("-") ? `-${digits.slice(1).padStart(width - 1, "0")}` : digits.padStart(width, "0");
