// Converts and checks one value of a command line by its table entry.
import type { OptionSpec, PositionalSpec } from "../grammar/command.ts";
import { usageError } from "./usage-error.ts";

/** `label` names the value in the message: `--limit`, `<ID>`. Errors: `usage`. */
export function checkValue(
	text: string,
	spec: OptionSpec | PositionalSpec,
	label: string,
	command: string,
): string | number {
	if (spec.type === "int" || spec.type === "number") return checkNumber(text, spec, label, command);
	if ("values" in spec && spec.values && !spec.values.includes(text)) {
		const kind = "otherValues" in spec ? spec.otherValues : undefined;
		throw usageError(`${label} is one of ${spec.values.join(", ")}, not '${text}'`, command, null, kind);
	}
	return text;
}

function checkNumber(text: string, spec: OptionSpec | PositionalSpec, label: string, command: string): number {
	const whole = spec.type === "int";
	const value = (whole ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i).test(text.trim()) ? Number(text) : NaN;
	if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) {
		throw usageError(`${label} is ${whole ? "a whole number" : "a number"}, not '${text}'`, command);
	}
	if ("min" in spec && spec.min !== undefined && value < spec.min) {
		throw usageError(`${label} is at least ${spec.min}, not ${text}`, command);
	}
	if ("max" in spec && spec.max !== undefined && value > spec.max) {
		throw usageError(`${label} is at most ${spec.max}, not ${text}`, command);
	}
	return value;
}
