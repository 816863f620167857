// A parsed document whose every value knows its place, whatever format it came from.

/** 1-based, columns in characters. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

export interface LocatedScalar {
	readonly kind: "scalar";
	readonly value: string | number | boolean | null;
	/** The text wore quotes, so `"'x'"`-like rules and number-or-text questions can be decided. */
	readonly quoted: boolean;
	readonly at: Position;
}

export interface LocatedList {
	readonly kind: "list";
	readonly items: readonly LocatedNode[];
	readonly at: Position;
}

export interface LocatedMap {
	readonly kind: "map";
	readonly entries: readonly LocatedEntry[];
	readonly at: Position;
}

export interface LocatedEntry {
	readonly key: string;
	readonly keyAt: Position;
	readonly value: LocatedNode;
}

export type LocatedNode = LocatedScalar | LocatedList | LocatedMap;

/** Where a value stands in a document: `["jobs", 3, "depends_on", 0]`. */
export type FieldPath = readonly (string | number)[];

/** `jobs[3].depends_on[0]` */
export function formatPath(path: FieldPath): string {
	let text = "";
	for (const part of path) text += typeof part === "number" ? `[${part}]` : text === "" ? part : `.${part}`;
	return text;
}

/** The place of the value at a path; where the path leaves the document, the place of the last value on the way. */
export function positionOf(root: LocatedNode, path: FieldPath): Position {
	let node: LocatedNode = root;
	for (const part of path) {
		const next: LocatedNode | undefined = childOf(node, part);
		if (next === undefined) break;
		node = next;
	}
	return node.at;
}

function childOf(node: LocatedNode, part: string | number): LocatedNode | undefined {
	if (node.kind === "list" && typeof part === "number") return node.items[part];
	if (node.kind === "map" && typeof part === "string") return node.entries.find((entry) => entry.key === part)?.value;
	return undefined;
}

/** The plain JavaScript value of a node. */
export function plainValue(node: LocatedNode): unknown {
	if (node.kind === "scalar") return node.value;
	if (node.kind === "list") return node.items.map(plainValue);
	return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value)]));
}
