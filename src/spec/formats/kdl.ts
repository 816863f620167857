// KDL (version 2, or version 1 with bare true and false) to the located nodes that the other formats give.
import { type Document, type Entry, getLocation, InvalidKdlError, type Node, parse } from "@bgotink/kdl";
import { parse as parseVersion1 } from "@bgotink/kdl/v1-compat";
import { nearestName } from "../../core/nearest-name.ts";
import type { LocatedEntry, LocatedMap, LocatedNode, Position } from "../located.ts";
import { parseJson } from "./json.ts";
import { type KdlField, type KdlShape, WORKFLOW } from "./kdl-shapes.ts";
import { SyntaxProblem } from "./syntax-problem.ts";

/** A node the tables do not know, or one written in a form its field does not take. */
export interface KdlProblem {
	readonly at: Position;
	readonly message: string;
	readonly suggestion: string | null;
}

/** Unknown nodes are left out of `root` and listed in `problems`. Errors: SyntaxProblem. */
export function parseKdl(text: string): { root: LocatedMap; problems: KdlProblem[] } {
	const problems: KdlProblem[] = [];
	const { document, shift } = parseEitherVersion(text);
	const { nodes } = document;
	const at = { line: 1, column: 1 };
	const entries = toEntries(nodes, WORKFLOW, "", problems);
	// No job nodes are no jobs: there is no other way to write an empty list.
	const hasJobs = entries.some(({ key }) => key === "jobs");
	if (!hasJobs) entries.push({ key: "jobs", keyAt: at, value: { kind: "list", items: [], at } });
	const root: LocatedMap = { kind: "map", entries, at };
	return {
		root: movedBy(root, shift) as LocatedMap,
		problems: problems.map((problem) => ({ ...problem, at: shift(problem.at) })),
	};
}

/** Version 2; with bare `true` and `false` of version 1; or all of version 1. */
function parseEitherVersion(text: string): { document: Document; shift: Shift } {
	try {
		return { document: parse(text, { storeLocations: true }), shift: (at) => at };
	} catch (error) {
		const attempts = [
			() => {
				const { marked, shift } = markBareKeywords(text);
				return { document: parse(marked, { storeLocations: true }), shift };
			},
			() => ({ document: parseVersion1(text, { storeLocations: true }), shift: (at: Position) => at }),
		];
		for (const attempt of attempts) {
			try {
				return attempt();
			} catch {
				// Not this dialect either; the newer version's complaint is the one to show.
			}
		}
		if (!(error instanceof InvalidKdlError)) throw error;
		const first = [...error.flat()][0] ?? error;
		const at = first.start ?? { line: 1, column: 1 };
		throw new SyntaxProblem(first.message.replace(/ at \d+:\d+$/, ""), { line: at.line, column: at.column });
	}
}

/** From a place in the marked text to the place in the user's. */
type Shift = (at: Position) => Position;

/** Strings and comments are stepped over; a bare keyword stands after a blank or `=`. */
const BARE_KEYWORD = /#+"[\s\S]*?"#+|"(?:\\.|[^"\\])*"|\/\/[^\n]*|(?<=[\s=])(true|false)(?=[\s;}]|$)/g;

/** Puts the `#` of version 2 before bare keywords, and remembers where. */
function markBareKeywords(text: string): { marked: string; shift: Shift } {
	const inserted = new Map<number, number[]>();
	let line = 1;
	let lineStart = 0;
	let scanned = 0;
	const marked = text.replaceAll(BARE_KEYWORD, (whole: string, keyword: string | undefined, offset: number) => {
		for (; scanned < offset; scanned++) {
			if (text[scanned] !== "\n") continue;
			line++;
			lineStart = scanned + 1;
		}
		if (keyword === undefined) return whole;
		const columns = inserted.get(line) ?? [];
		columns.push(offset - lineStart + 1 + columns.length);
		inserted.set(line, columns);
		return `#${keyword}`;
	});
	const shift: Shift = (at) => ({
		line: at.line,
		column: at.column - (inserted.get(at.line) ?? []).filter((column) => column < at.column).length,
	});
	return { marked, shift };
}

function toEntries(nodes: readonly Node[], shape: KdlShape, parent: string, problems: KdlProblem[]): LocatedEntry[] {
	const entries = new Map<string, LocatedEntry>();
	for (const node of nodes) {
		const name = node.getName();
		const field = shape[name];
		const keyAt = placeOf(node);
		if (field === undefined) {
			const where = parent === "" ? "at the top level" : `in '${parent}'`;
			problems.push({
				at: keyAt,
				message: `Unknown node '${name}' ${where}`,
				suggestion: nearestName(name, Object.keys(shape)),
			});
			continue;
		}
		const value = toValue(node, field, problems);
		if (value === null) continue;
		const before = entries.get(field.key);
		if (before === undefined) entries.set(field.key, { key: field.key, keyAt, value });
		else if (before.value.kind === "list" && value.kind === "list") {
			entries.set(field.key, { ...before, value: { ...before.value, items: [...before.value.items, ...value.items] } });
		} else problems.push({ at: keyAt, message: `Node '${name}' is given twice`, suggestion: null });
	}
	return [...entries.values()];
}

function toValue(node: Node, field: KdlField, problems: KdlProblem[]): LocatedNode | null {
	const at = placeOf(node);
	const args = node.entries.filter((entry) => !entry.getName());
	const first = args[0];
	const refuse = (message: string): null => {
		problems.push({ at, message: `Node '${node.getName()}' ${message}`, suggestion: null });
		return null;
	};
	const hasBlock = (node.children?.nodes.length ?? 0) > 0;
	if (field.kind === "value" || field.kind === "list" || field.kind === "json") {
		if (hasBlock) return refuse("takes no block");
		for (const { key, keyAt } of properties(node)) problems.push(unknownProperty(key, keyAt, node, {}));
	}
	switch (field.kind) {
		case "value":
			if (args.length > 1) return refuse("takes one value");
			return first ? toScalar(first) : refuse("needs a value");
		case "list":
			return { kind: "list", items: args.map(toScalar), at: first ? placeOf(first) : at };
		case "json":
			return first ? jsonArgument(first) : refuse("needs a value");
		case "map":
			if (first) return refuse("takes no argument, only a block");
			return mapOf(node, problems);
		case "record":
			if (first) return refuse("takes no argument, only a block");
			return recordOf(node, field.shape, problems);
		case "nameOrRecord":
			if (first && (args.length > 1 || hasBlock)) return refuse("takes one value or a block, not both");
			if (first) return toScalar(first);
			return field.shape === null ? mapOf(node, problems) : recordOf(node, field.shape, problems);
		case "records": {
			if (field.named && !first) return refuse("needs a name");
			if (args.length > (field.named ? 1 : 0)) return refuse("has an argument too many");
			const record = recordOf(node, field.shape, problems);
			const name: LocatedEntry[] = first ? [{ key: "name", keyAt: placeOf(first), value: toScalar(first) }] : [];
			return { kind: "list", items: [{ ...record, entries: [...name, ...record.entries] }], at };
		}
	}
}

/** Fields as properties (`path="p"`) and in the block. */
function recordOf(node: Node, shape: KdlShape, problems: KdlProblem[]): LocatedMap {
	const fromProperties = properties(node).flatMap((entry) => {
		const field = shape[entry.key];
		if (field) return [{ ...entry, key: field.key }];
		problems.push(unknownProperty(entry.key, entry.keyAt, node, shape));
		return [];
	});
	const fromBlock = toEntries(node.children?.nodes ?? [], shape, node.getName(), problems);
	return { kind: "map", entries: [...fromProperties, ...fromBlock], at: placeOf(node) };
}

const unknownProperty = (key: string, at: Position, node: Node, shape: KdlShape): KdlProblem => ({
	at,
	message: `Unknown property '${key}' of '${node.getName()}'`,
	suggestion: nearestName(key, Object.keys(shape)),
});

const properties = (node: Node): LocatedEntry[] =>
	node.entries.flatMap((entry) => {
		const key = entry.getName();
		return key ? [{ key, keyAt: placeOf(entry), value: toScalar(entry) }] : [];
	});

/** Free keys, as properties and in the block. */
const mapOf = (node: Node, problems: KdlProblem[]): LocatedMap => ({
	kind: "map",
	entries: [...properties(node), ...(node.children?.nodes ?? []).map((child) => toMapEntry(child, problems))],
	at: placeOf(node),
});

/** `lr 0.1` is a value, `lr 0.1 0.2` a list, `limits { … }` a map. */
function toMapEntry(node: Node, problems: KdlProblem[]): LocatedEntry {
	const key = node.getName();
	const keyAt = placeOf(node);
	const items = node.entries.filter((entry) => !entry.getName()).map(toScalar);
	const map = mapOf(node, problems);
	if (items.length > 0 && map.entries.length > 0) {
		problems.push({ at: keyAt, message: `Node '${key}' takes values or a block, not both`, suggestion: null });
	}
	if (items.length === 1) return { key, keyAt, value: items[0] as LocatedNode };
	const isMap = items.length === 0 && (node.children !== null || map.entries.length > 0);
	return { key, keyAt, value: isMap ? map : { kind: "list", items, at: keyAt } };
}

function toScalar(entry: Entry): LocatedNode {
	const value = entry.getValue() as string | number | boolean | null;
	return { kind: "scalar", value, quoted: typeof value === "string", at: placeOf(entry.value) };
}

/** JSON inside a string; places inside it are those of the string. */
function jsonArgument(entry: Entry): LocatedNode {
	const scalar = toScalar(entry);
	if (scalar.kind !== "scalar" || typeof scalar.value !== "string") return scalar;
	try {
		return movedTo(parseJson(scalar.value, "json"), scalar.at);
	} catch (error) {
		if (!(error instanceof SyntaxProblem)) throw error;
		throw new SyntaxProblem(`'data' must be JSON: ${error.message}`, scalar.at);
	}
}

function movedTo(node: LocatedNode, at: Position): LocatedNode {
	if (node.kind === "scalar") return { ...node, at };
	if (node.kind === "list") return { ...node, at, items: node.items.map((item) => movedTo(item, at)) };
	return {
		...node,
		at,
		entries: node.entries.map(({ key, value }) => ({ key, keyAt: at, value: movedTo(value, at) })),
	};
}

function movedBy(node: LocatedNode, shift: Shift): LocatedNode {
	const at = shift(node.at);
	if (node.kind === "scalar") return { ...node, at };
	if (node.kind === "list") return { ...node, at, items: node.items.map((item) => movedBy(item, shift)) };
	const entries = node.entries.map(({ key, keyAt, value }) => ({
		key,
		keyAt: shift(keyAt),
		value: movedBy(value, shift),
	}));
	return { ...node, at, entries };
}

function placeOf(part: Parameters<typeof getLocation>[0]): Position {
	const start = getLocation(part)?.start;
	return start ? { line: start.line, column: start.column } : { line: 1, column: 1 };
}
