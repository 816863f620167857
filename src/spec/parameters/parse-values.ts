// The values of one parameter, in every form users write them (1-spec §4, Values).
import type { ParameterValue } from "../document.ts";
import { ParameterError } from "./parameter-error.ts";

/** One value: how it prints, and what kind of number it is, if it is one. */
export interface Value {
	readonly text: string;
	readonly number: number | null;
	readonly isInteger: boolean;
}

const INTEGER = /^[+-]?\d+$/;
const FLOAT = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** More values than this in one range is a slip of the keyboard, not a workflow. */
const MAX_VALUES = 100_000_000;

/**
 * `readLines` reads the file of an `@path` value. Errors: ParameterError with what is wrong with the text.
 * Native values are taken as they are; a text in quotes is text whatever it looks like.
 */
export function parseValues(value: ParameterValue, readLines: (path: string) => readonly string[]): Value[] {
	if (typeof value === "object") return value.map(nativeValue);
	if (typeof value !== "string") return [nativeValue(value)];
	const text = value.trim();
	const quoted = unquote(text);
	if (quoted !== null) return [textValue(quoted)];
	if (text.startsWith("@")) return readFileValues(text.slice(1).trim(), readLines);
	if (text.startsWith("[") && text.endsWith("]")) return listValues(text.slice(1, -1));
	const bare = text.startsWith("{") && text.endsWith("}") && !text.includes(",") ? text.slice(1, -1).trim() : text;
	if (bare.includes(":")) return rangeValues(bare);
	return [scalarValue(bare)];
}

export function nativeValue(value: string | number | boolean): Value {
	if (typeof value === "string") return textValue(value);
	if (typeof value === "boolean") return textValue(String(value));
	return { text: printNumber(value), number: value, isInteger: Number.isInteger(value) };
}

const textValue = (text: string): Value => ({ text, number: null, isInteger: false });

/** Integer, then float, then text. */
export function scalarValue(text: string): Value {
	if (INTEGER.test(text)) {
		const number = Number(text);
		if (Number.isSafeInteger(number)) return { text: String(number), number, isInteger: true };
		return textValue(text);
	}
	if (FLOAT.test(text)) return { text: printNumber(Number(text)), number: Number(text), isInteger: false };
	return textValue(text);
}

/** Plain decimal notation, shortest: 0.1, 1, 0.0000001. */
function printNumber(number: number): string {
	const short = String(number);
	if (!short.includes("e")) return short;
	const [mantissa = "", exponent = "0"] = short.split("e");
	const digits = Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
	return Number(exponent) < 0 ? number.toFixed(Math.min(100, digits)) : BigInt(number).toString();
}

function unquote(text: string): string | null {
	const sign = text[0];
	if (text.length < 2 || (sign !== "'" && sign !== '"') || text.at(-1) !== sign) return null;
	const inner = text.slice(1, -1);
	return inner.includes(sign) ? null : inner;
}

function readFileValues(path: string, readLines: (path: string) => readonly string[]): Value[] {
	if (path === "") throw new ParameterError("'@' needs the path of a file with one value per line");
	return readLines(path)
		.map((line) => line.trim())
		.filter((line) => line !== "" && !line.startsWith("#"))
		.map(scalarValue);
}

function listValues(inner: string): Value[] {
	if (inner.trim() === "") return [];
	return inner.split(",").map((part) => {
		const text = part.trim();
		const quoted = unquote(text);
		return quoted === null ? scalarValue(text) : textValue(quoted);
	});
}

function rangeValues(text: string): Value[] {
	const parts = text.split(":").map((part) => part.trim());
	if (parts.length !== 2 && parts.length !== 3) {
		throw new ParameterError(`Invalid range format '${text}': use START:END or START:END:STEP, or quote the text`);
	}
	if (!parts.every((part) => FLOAT.test(part))) {
		throw new ParameterError(`Invalid range values '${text}': START, END and STEP must be numbers, or quote the text`);
	}
	const isInteger = parts.every((part) => INTEGER.test(part));
	const [start = 0, end = 0, step = 1] = parts.map(Number);
	if (step === 0) throw new ParameterError(`Step cannot be zero in range '${text}'`);
	const slack = isInteger ? 0 : 1e-10;
	const count = Math.floor((end - start) / step + slack) + 1;
	if (count > MAX_VALUES) throw new ParameterError(`Range '${text}' has ${count} values; the most is ${MAX_VALUES}`);
	const digits = Math.max(...parts.map(decimals));
	const values: Value[] = [];
	for (let index = 0; index < count; index++) {
		const exact = start + index * step;
		const number = isInteger ? exact : Number(exact.toFixed(Math.min(100, digits)));
		values.push({ text: printNumber(number), number, isInteger });
	}
	return values;
}

/** Digits after the point as written, exponents included. */
function decimals(text: string): number {
	const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
	return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}
