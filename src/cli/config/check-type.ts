// Whether a configuration value has its key's type, and the value a variable's text stands for.
import { type KeyType, NEEDED_IN_PARTITION, PARTITION_KEYS } from "./config-keys.ts";

const TYPE_WORDS: Readonly<Record<KeyType, string>> = {
	text: "a text",
	int: "a whole number",
	number: "a number",
	boolean: "true or false",
	list: "a list of texts",
	tables: "a list of tables",
	any: "a value",
};

/** What is wrong, as a sentence about `key`; null when nothing is. */
export function typeProblem(key: string, value: unknown, type: KeyType): string | null {
	if (type === "tables" && isTables(value)) return partitionProblem(key, value);
	return hasType(value, type) ? null : `${key} must be ${TYPE_WORDS[type]}, not ${JSON.stringify(value)}`;
}

function hasType(value: unknown, type: KeyType): boolean {
	switch (type) {
		case "any":
			return true;
		case "text":
			return typeof value === "string";
		case "int":
			return typeof value === "number" && Number.isSafeInteger(value);
		case "number":
			return typeof value === "number" && Number.isFinite(value);
		case "boolean":
			return typeof value === "boolean";
		case "list":
			return Array.isArray(value) && value.every((item) => typeof item === "string");
		case "tables":
			return isTables(value);
	}
}

const isTables = (value: unknown): value is readonly Readonly<Record<string, unknown>>[] =>
	Array.isArray(value) && value.every((item) => typeof item === "object" && item !== null && !Array.isArray(item));

function partitionProblem(key: string, tables: readonly Readonly<Record<string, unknown>>[]): string | null {
	for (const [index, table] of tables.entries()) {
		const place = `${key}[${index}]`;
		const missing = NEEDED_IN_PARTITION.find((name) => !(name in table));
		if (missing !== undefined) return `${place}.${missing} is missing`;
		for (const [name, value] of Object.entries(table)) {
			const type = PARTITION_KEYS[name];
			if (type === undefined)
				return `${place} has no key ${name}; its keys are ${Object.keys(PARTITION_KEYS).join(", ")}`;
			const problem = typeProblem(`${place}.${name}`, value, type);
			if (problem !== null) return problem;
		}
	}
	return null;
}

/** `{ value }`, or what is wrong with the variable's text. */
export function convertVariable(name: string, text: string, type: KeyType): { readonly value: unknown } | string {
	const value = readText(text, type);
	return value !== undefined && hasType(value, type)
		? { value }
		: `The variable ${name} must be ${TYPE_WORDS[type]}, not '${text}'`;
}

function readText(text: string, type: KeyType): unknown {
	if (type === "text" || type === "any") return text;
	if (type === "tables") return undefined;
	if (type === "list") return text === "" ? [] : text.split(",").map((part) => part.trim());
	if (type === "boolean") return /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined;
	return text.trim() === "" ? undefined : Number(text);
}
