// YAML 1.2 (core schema) to located nodes: anchors, aliases and merge keys resolved, duplicate keys refused.
import {
	type Alias,
	isAlias,
	isMap,
	isPair,
	isScalar,
	isSeq,
	LineCounter,
	type ParsedNode,
	parseAllDocuments,
	type YAMLMap,
} from "yaml";
import type { LocatedEntry, LocatedNode, Position } from "../located.ts";
import { SyntaxProblem } from "./syntax-problem.ts";

/** Nodes a document may unfold to: far above any real one, far below what a bomb of aliases makes. */
const MAX_NODES = 20_000_000;

/** What a command or a name with a colon, a brace, an ampersand … in it is taken for. */
const QUOTABLE: readonly string[] = ["BLOCK_AS_IMPLICIT_KEY", "UNEXPECTED_TOKEN", "BAD_SCALAR_START"];
const QUOTES_NEEDED = "; a text with signs of YAML needs quotes, or | before it";
const STANDARD_TAG = "tag:yaml.org,2002:";

/** Errors: SyntaxProblem at the first place that cannot be read. */
export function parseYaml(text: string): LocatedNode {
	const lines = new LineCounter();
	const documents = parseAllDocuments(text, {
		lineCounter: lines,
		version: "1.2",
		schema: "core",
		prettyErrors: false,
		uniqueKeys: true,
	});
	const [document, second] = Array.isArray(documents) ? documents : [];
	const error = document?.errors[0];
	if (error) {
		const hint = QUOTABLE.includes(error.code) ? QUOTES_NEEDED : "";
		throw new SyntaxProblem(`${error.message}${hint}`, place(lines, error.pos[0]));
	}
	if (!document?.contents) throw new SyntaxProblem("The document is empty", { line: 1, column: 1 });
	if (second) {
		throw new SyntaxProblem(
			"A specification is one document; a second one begins here",
			place(lines, second.contents?.range?.[0] ?? second.range[0]),
		);
	}
	return new Reader(lines).node(document.contents as ParsedNode);
}

const place = (lines: LineCounter, offset: number): Position => {
	const { line, col } = lines.linePos(offset);
	return { line: Math.max(1, line), column: Math.max(1, col) };
};

class Reader {
	private readonly lines: LineCounter;
	private nodes = 0;
	/** By name, as far as the document has been read: names may be given again. */
	private readonly anchors = new Map<string, object>();
	private readonly targets = new Map<Alias, object>();
	/** What aliases around the present node stand for. */
	private readonly unfolding = new Set<object>();

	constructor(lines: LineCounter) {
		this.lines = lines;
	}

	node(node: unknown, fallback: Position = { line: 1, column: 1 }): LocatedNode {
		const at = this.at(node, fallback);
		if (++this.nodes > MAX_NODES) throw new SyntaxProblem("Aliases unfold to too many values", at);
		if (isAlias(node)) return this.unfolded(node, at);
		this.noteAnchor(node);
		this.refuseTag(node, at);
		if (isMap(node)) return { kind: "map", entries: this.entries(node), at };
		if (isSeq(node)) return { kind: "list", items: node.items.map((item) => this.node(item, at)), at };
		if (isScalar(node)) {
			const value = node.value;
			const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
			if (typeof value === "bigint") return { kind: "scalar", value: Number(value), quoted, at };
			return { kind: "scalar", value: value as string | number | boolean | null, quoted, at };
		}
		return { kind: "scalar", value: null, quoted: false, at };
	}

	private at(node: unknown, fallback: Position): Position {
		const range = (node as { range?: readonly number[] } | null)?.range;
		return range ? place(this.lines, range[0] ?? 0) : fallback;
	}

	/** Read where it stands first: what it stands for is the last anchor before it, however often it is unfolded. */
	private unfolded(alias: Alias, at: Position): LocatedNode {
		const { source } = alias;
		const target = this.targets.get(alias) ?? this.anchors.get(source);
		if (target === undefined) throw new SyntaxProblem(`Alias '*${source}' has no anchor '&${source}' before it`, at);
		if (this.unfolding.has(target)) throw new SyntaxProblem(`Alias '*${source}' stands for what it is part of`, at);
		this.targets.set(alias, target);
		this.unfolding.add(target);
		const node = this.node(target, at);
		this.unfolding.delete(target);
		return node;
	}

	/** `command: ! grep x y` would otherwise run without its negation. */
	private refuseTag(node: unknown, at: Position): void {
		const tag = (node as { tag?: string } | null)?.tag;
		if (tag === undefined || tag.startsWith(STANDARD_TAG)) return;
		throw new SyntaxProblem(`'${tag}' makes a tag of YAML, not a text${QUOTES_NEEDED}`, at);
	}

	private noteAnchor(node: unknown): void {
		const anchor = (node as { anchor?: string } | null)?.anchor;
		if (anchor !== undefined && this.unfolding.size === 0) this.anchors.set(anchor, node as object);
	}

	private entries(map: YAMLMap): LocatedEntry[] {
		const entries: LocatedEntry[] = [];
		const merged: LocatedEntry[] = [];
		for (const pair of map.items) {
			if (!isPair(pair)) continue;
			this.noteAnchor(pair.key);
			const keyAt = this.at(pair.key, { line: 1, column: 1 });
			const key = isScalar(pair.key) ? String(pair.key.value) : null;
			if (key === null) throw new SyntaxProblem("A key must be plain text", keyAt);
			const value = this.node(pair.value, keyAt);
			if (key === "<<") merged.push(...this.mergeSources(value, keyAt));
			else entries.push({ key, keyAt, value });
		}
		const own = new Set(entries.map((entry) => entry.key));
		for (const entry of merged) {
			if (own.has(entry.key)) continue;
			own.add(entry.key);
			entries.push(entry);
		}
		return entries;
	}

	/** Earlier sources win over later ones, own entries over all. */
	private mergeSources(value: LocatedNode, at: Position): LocatedEntry[] {
		const sources = value.kind === "list" ? value.items : [value];
		return sources.flatMap((source) => {
			if (source.kind !== "map") throw new SyntaxProblem("'<<' merges maps only", at);
			return source.entries;
		});
	}
}
