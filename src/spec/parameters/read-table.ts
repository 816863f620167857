// Parameter tables: one row of a file is one instance (1-spec §4, Tables).
import { extname } from "node:path";
import type { ParameterRows } from "./combine.ts";
import { parseCsv } from "./csv.ts";
import { ParameterError } from "./parameter-error.ts";
import { nativeValue, scalarValue, type Value } from "./parse-values.ts";

/** Formats by extension: .csv with a header, .json (list of objects), .jsonl and .ndjson. Errors: ParameterError. */
export function readTable(path: string, text: string): ParameterRows {
	const extension = extname(path).toLowerCase();
	if (extension === ".csv") return fromCsv(path, text);
	if (extension === ".json") return fromObjects(path, parseJson(path, text));
	if (extension === ".jsonl" || extension === ".ndjson") return fromObjects(path, parseJsonLines(path, text));
	throw new ParameterError(`Parameter table '${path}' must end in .csv, .json, .jsonl or .ndjson`);
}

function fromCsv(path: string, text: string): ParameterRows {
	const [header, ...records] = parseCsv(text);
	if (header === undefined) throw new ParameterError(`Parameter table '${path}' is empty: it needs a header row`);
	const names = header.map((cell) => cell.trim());
	for (const [index, name] of names.entries()) {
		if (name === "") throw new ParameterError(`Parameter table '${path}': column ${index + 1} has no name`);
		if (names.indexOf(name) !== index)
			throw new ParameterError(`Parameter table '${path}': column '${name}' is repeated`);
	}
	const rows = records.map((record, index) => {
		if (record.length !== names.length) {
			throw new ParameterError(
				`Parameter table '${path}': row ${index + 2} has ${record.length} fields, the header has ${names.length}`,
			);
		}
		return record.map((cell) => scalarValue(cell.trim()));
	});
	return nonEmpty(path, names, rows);
}

function fromObjects(path: string, records: readonly unknown[]): ParameterRows {
	const names: string[] = [];
	const rows = records.map((record, index): Value[] => {
		if (typeof record !== "object" || record === null || Array.isArray(record)) {
			throw new ParameterError(`Parameter table '${path}': entry ${index + 1} is not an object`);
		}
		if (index === 0) names.push(...Object.keys(record));
		const fields = record as Record<string, unknown>;
		const extra = Object.keys(fields).find((name) => !names.includes(name));
		if (extra !== undefined) {
			throw new ParameterError(`Parameter table '${path}': entry ${index + 1} has '${extra}', which the first has not`);
		}
		return names.map((name) => {
			if (!(name in fields)) throw new ParameterError(`Parameter table '${path}': entry ${index + 1} lacks '${name}'`);
			return jsonValue(fields[name]);
		});
	});
	return nonEmpty(path, names, rows);
}

/** Numbers stay numbers, strings stay text, anything else becomes its JSON text. */
function jsonValue(value: unknown): Value {
	if (typeof value === "number" || typeof value === "string") return nativeValue(value);
	return { text: JSON.stringify(value), number: null, isInteger: false };
}

function nonEmpty(path: string, names: readonly string[], rows: readonly (readonly Value[])[]): ParameterRows {
	if (rows.length === 0) throw new ParameterError(`Parameter table '${path}' has no rows`);
	return { names, rows, count: rows.length };
}

function parseJson(path: string, text: string): unknown[] {
	const value = parseText(path, text, "");
	if (!Array.isArray(value)) throw new ParameterError(`Parameter table '${path}' must be a list of objects`);
	return value;
}

function parseJsonLines(path: string, text: string): unknown[] {
	return text
		.split(/\r?\n/)
		.map((line, index) => ({ line: line.trim(), place: `line ${index + 1}: ` }))
		.filter(({ line }) => line !== "")
		.map(({ line, place }) => parseText(path, line, place));
}

function parseText(path: string, text: string, place: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new ParameterError(`Parameter table '${path}': ${place}${(error as Error).message}`);
	}
}
