// JSON and JSON5 to located nodes.
import { type AnyNode, parse } from "@humanwhocodes/momoa";
import type { LocatedEntry, LocatedNode, Position } from "../located.ts";
import { SyntaxProblem } from "./syntax-problem.ts";

/** Errors: SyntaxProblem at the first place that cannot be read; repeated keys are refused. */
export function parseJson(text: string, mode: "json" | "json5"): LocatedNode {
	const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
	try {
		return toNode(parse(body, { mode }).body as AnyNode);
	} catch (error) {
		if (error instanceof SyntaxProblem) throw error;
		const { line, column, message } = error as Error & { line?: number; column?: number };
		const at = line === undefined || column === undefined ? { line: 1, column: 1 } : { line, column };
		throw new SyntaxProblem(message.replace(/ \(\d+:\d+\)$/, ""), at);
	}
}

function toNode(node: AnyNode): LocatedNode {
	const at = startOf(node);
	const scalar = (value: string | number | boolean | null, quoted = false): LocatedNode => ({
		kind: "scalar",
		value,
		quoted,
		at,
	});
	switch (node.type) {
		case "Object":
			return { kind: "map", entries: toEntries(node.members), at };
		case "Array":
			return { kind: "list", items: node.elements.map((element) => toNode(element.value)), at };
		case "String":
			return scalar(node.value, true);
		case "Number":
		case "Boolean":
			return scalar(node.value);
		case "Infinity":
			return scalar(node.sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
		case "NaN":
			return scalar(Number.NaN);
		default:
			return scalar(null);
	}
}

function toEntries(members: Extract<AnyNode, { type: "Object" }>["members"]): LocatedEntry[] {
	const seen = new Set<string>();
	return members.map((member) => {
		const key = member.name.type === "String" ? member.name.value : member.name.name;
		const keyAt = startOf(member.name);
		if (seen.has(key)) throw new SyntaxProblem(`Key '${key}' is repeated`, keyAt);
		seen.add(key);
		return { key, keyAt, value: toNode(member.value) };
	});
}

const startOf = (node: AnyNode): Position => ({ line: node.loc.start.line, column: node.loc.start.column });
