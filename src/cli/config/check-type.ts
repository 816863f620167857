// Whether a configuration value has its key's type, and the value a variable's text stands for.
import type { KeyType } from "./config-keys.ts";

export function hasType(value: unknown, type: KeyType): boolean {
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
	}
}

/** undefined when the text is no such value. */
export function convertVariable(text: string, type: KeyType): unknown {
	if (type === "text" || type === "any") return text;
	if (type === "list") return text === "" ? [] : text.split(",").map((part) => part.trim());
	if (type === "boolean") return /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined;
	const value = text.trim() === "" ? Number.NaN : Number(text);
	return hasType(value, type) ? value : undefined;
}
