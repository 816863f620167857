// Reads path and query parameters: compiled once per route, because every request of every runner passes here.
import { z } from "zod";
import { queryInt, queryList } from "../contract/route.ts";
import { TorcError } from "../core/errors.ts";
import { textProblem } from "../core/storable.ts";

type Shape = Readonly<Record<string, z.ZodType>>;
export type ParameterReader = (values: ReadonlyMap<string, readonly string[]>) => Record<string, unknown>;

/** Errors of the reader: `malformed` with field and value. Parameters that are not declared are ignored. */
export function compileParameters(shape: Shape | undefined): ParameterReader {
	const readers = Object.entries(shape ?? {}).map(([name, schema]) => ({ name, ...unwrap(schema) }));
	return (values) => {
		const result: Record<string, unknown> = {};
		for (const { name, schema, required } of readers) {
			const given = values.get(name);
			if (given === undefined) {
				if (required) throw new TorcError("malformed", `Missing parameter: ${name}`, { details: { field: name } });
				continue;
			}
			if (schema === queryList) {
				for (const text of given) refuseBadText(name, text);
				result[name] = given;
				continue;
			}
			if (given.length > 1) throw refused(name, "given more than once", given.join(", "));
			result[name] = readOne(name, given[0] ?? "", schema);
		}
		return result;
	};
}

/** One value; integers, by far the most frequent, without the schema. */
export function readOne(name: string, text: string, schema: z.ZodType): unknown {
	if (schema === queryInt && SHORT_INTEGER.test(text)) return Number(text);
	refuseBadText(name, text);
	const parsed = schema.safeParse(text);
	if (parsed.success) return parsed.data;
	throw refused(name, parsed.error.issues[0]?.message ?? "not valid", text);
}

function refuseBadText(name: string, text: string): void {
	const problem = textProblem(text);
	if (problem !== null) throw refused(name, problem, text);
}

const refused = (name: string, reason: string, value: string): TorcError =>
	new TorcError("malformed", `Invalid value for ${name}: ${reason}`, { details: { field: name, value } });

const SHORT_INTEGER = /^\d{1,15}$/;

function unwrap(schema: z.ZodType): { schema: z.ZodType; required: boolean } {
	if (schema instanceof z.ZodOptional) return { schema: schema.unwrap() as z.ZodType, required: false };
	return { schema, required: true };
}

/** The parameters of a query string (without `?`), in the order given. Errors: `malformed` for bad percent-encoding. */
export function splitQuery(query: string): ReadonlyMap<string, readonly string[]> {
	const values = new Map<string, string[]>();
	if (query === "") return values;
	for (const pair of query.split("&")) {
		if (pair === "") continue;
		const equals = pair.indexOf("=");
		const name = decode(equals < 0 ? pair : pair.slice(0, equals), true, "query");
		const value = equals < 0 ? "" : decode(pair.slice(equals + 1), true, name);
		const known = values.get(name);
		if (known) known.push(value);
		else values.set(name, [value]);
	}
	return values;
}

/** Percent-decoding of a path segment or a query part. Error: `malformed` naming `field`. */
export function decode(text: string, plusIsSpace: boolean, field: string): string {
	const spaced = plusIsSpace && text.includes("+") ? text.replaceAll("+", " ") : text;
	if (!spaced.includes("%")) return spaced;
	try {
		return decodeURIComponent(spaced);
	} catch {
		throw new TorcError("malformed", `Bad percent-encoding in ${field}: ${text}`, { details: { field, value: text } });
	}
}
