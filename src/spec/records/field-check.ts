// Small checks from which the tables of records are built. Each reports what is wrong at the place where it stands.
import { nearestName } from "../../core/nearest-name.ts";
import type { Report } from "../diagnostic.ts";
import type { FieldPath, LocatedMap, LocatedNode, LocatedScalar } from "../located.ts";
import { kindOf } from "../variables.ts";

export interface Check {
	(node: LocatedNode, path: FieldPath, report: Report): void;
	/** Of a record, or of the records in a list or map. */
	readonly fields?: Readonly<Record<string, Check>> | undefined;
}

export interface RecordShape {
	/** As in `Unknown field 'x' of a job`. */
	readonly noun: string;
	readonly fields: Readonly<Record<string, Check>>;
	readonly required?: readonly string[];
	/** Keys the tables do not know are let pass. */
	readonly isOpen?: boolean;
	/** Rules over several fields. */
	readonly rules?: (map: LocatedMap, path: FieldPath, report: Report) => void;
	/** Fields that were taken away, with what to write instead. */
	readonly removed?: Readonly<Record<string, string>>;
}

/** A map with the fields of a record. Null counts as absent. */
export function record(shape: RecordShape): Check {
	const check: Check = (node, path, report) => {
		if (node.kind !== "map") {
			report.error(path, `Expected ${shape.noun} (a map of fields), found ${kindOf(node)}`);
			return;
		}
		for (const { key, keyAt, value } of node.entries) {
			const check = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
			const removed = shape.removed?.[key];
			if (removed !== undefined) report.errorAt(keyAt, [...path, key], removed);
			else if (check === undefined) {
				if (shape.isOpen) continue;
				const suggestion = nearestName(key, Object.keys(shape.fields));
				report.errorAt(keyAt, [...path, key], `Unknown field '${key}' of ${shape.noun}`, suggestion);
			} else if (!isNull(value)) check(value, [...path, key], report);
			else if (shape.required?.includes(key))
				report.error([...path, key], `'${key}' of ${shape.noun} must not be null`);
		}
		for (const field of shape.required ?? []) {
			if (!node.entries.some((entry) => entry.key === field)) {
				report.errorAt(node.at, path, `Missing field '${field}' of ${shape.noun}`);
			}
		}
		shape.rules?.(node, path, report);
	};
	return Object.assign(check, { fields: shape.fields });
}

const isNull = (node: LocatedNode): boolean => node.kind === "scalar" && node.value === null;

/** Text; `check` answers what is wrong with it. */
export function text(check?: (value: string) => string | null): Check {
	return (node, path, report) => {
		if (node.kind !== "scalar" || typeof node.value !== "string") {
			const isPlain = node.kind === "scalar" && node.value !== null;
			const suggestion = isPlain ? `"${String((node as LocatedScalar).value)}"` : null;
			report.error(path, `Expected text, found ${kindOf(node)}`, suggestion);
			return;
		}
		const problem = check?.(node.value) ?? null;
		if (problem !== null) report.error(path, problem);
	};
}

export const nonEmpty = (value: string): string | null => (value.trim() === "" ? "must not be empty" : null);

/** One of a few words. */
export function oneOf(...words: string[]): Check {
	return (node, path, report) => {
		const value = node.kind === "scalar" ? node.value : null;
		if (typeof value === "string" && words.includes(value)) return;
		const suggestion = typeof value === "string" ? nearestName(value, words) : null;
		const found = typeof value === "string" ? `'${value}'` : kindOf(node);
		report.error(path, `Expected one of ${words.join(", ")}; found ${found}`, suggestion);
	};
}

/** A whole number within bounds. */
export function integer(min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): Check {
	return (node, path, report) => {
		const value = node.kind === "scalar" ? node.value : null;
		if (typeof value !== "number" || !Number.isInteger(value)) {
			const digits = typeof value === "string" && /^\d+$/.test(value) ? value : null;
			report.error(path, `Expected a whole number, found ${kindOf(node)}`, digits);
		} else if (value < min) report.error(path, `must be >= ${min}, not ${value}`);
		else if (value > max) report.error(path, `must be <= ${max}, not ${value}`);
	};
}

export const decimal: Check = (node, path, report) => {
	const value = node.kind === "scalar" ? node.value : null;
	if (typeof value !== "number" || !Number.isFinite(value))
		report.error(path, `Expected a number, found ${kindOf(node)}`);
};

export const flag: Check = (node, path, report) => {
	const value = node.kind === "scalar" ? node.value : null;
	if (typeof value === "boolean") return;
	const words: Readonly<Record<string, string>> = {
		true: "true",
		yes: "true",
		on: "true",
		false: "false",
		no: "false",
	};
	const suggestion = typeof value === "string" ? (words[value.toLowerCase()] ?? null) : null;
	report.error(path, `Expected true or false, found ${kindOf(node)}`, suggestion);
};

export function list(item: Check): Check {
	const check: Check = (node, path, report) => {
		if (node.kind !== "list") {
			const suggestion = node.kind === "scalar" && node.value !== null ? `[${String(node.value)}]` : null;
			report.error(path, `Expected a list, found ${kindOf(node)}`, suggestion);
			return;
		}
		for (const [index, entry] of node.items.entries()) item(entry, [...path, index], report);
	};
	return Object.assign(check, { fields: item.fields });
}

/** A map of free keys; `key` answers what is wrong with one. */
export function mapOf(value: Check, key?: (name: string) => string | null): Check {
	const check: Check = (node, path, report) => {
		if (node.kind !== "map") {
			report.error(path, `Expected a map, found ${kindOf(node)}`);
			return;
		}
		for (const entry of node.entries) {
			const problem = key?.(entry.key) ?? null;
			if (problem !== null) report.errorAt(entry.keyAt, [...path, entry.key], problem);
			value(entry.value, [...path, entry.key], report);
		}
	};
	return Object.assign(check, { fields: value.fields });
}

export const anything: Check = () => {};

/** The entry of a map; null values count as absent. */
export function fieldOf(map: LocatedMap, key: string): LocatedNode | undefined {
	const value = map.entries.find((entry) => entry.key === key)?.value;
	return value === undefined || isNull(value) ? undefined : value;
}

export function scalarOf(map: LocatedMap, key: string): string | number | boolean | null | undefined {
	const node = fieldOf(map, key);
	return node?.kind === "scalar" ? node.value : undefined;
}
