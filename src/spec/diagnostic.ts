// What is wrong with a specification, and where; all problems are collected, none stops the reading early.
import type { FieldPath, LocatedNode, Position } from "./located.ts";
import { formatPath, positionOf } from "./located.ts";

export interface Diagnostic {
	readonly severity: "error" | "warning";
	readonly message: string;
	/** As given by the user; `<stdin>` for standard input. */
	readonly file: string;
	readonly line: number;
	readonly column: number;
	/** `jobs[3].depends_on[0]`; empty for the document as a whole. */
	readonly path: string;
	/** The nearest valid name, or what to write instead. */
	readonly suggestion: string | null;
}

/** Collects diagnostics for one document. */
export class Report {
	readonly diagnostics: Diagnostic[] = [];
	readonly file: string;
	private readonly told = new Set<string>();
	root: LocatedNode;

	constructor(file: string, root: LocatedNode) {
		this.file = file;
		this.root = root;
	}

	error(path: FieldPath, message: string, suggestion: string | null = null): void {
		this.errorAt(positionOf(this.root, path), path, message, suggestion);
	}

	warn(path: FieldPath, message: string, suggestion: string | null = null): void {
		const { line, column } = positionOf(this.root, path);
		this.add({ severity: "warning", line, column, path: formatPath(path), message, suggestion });
	}

	/** At an exact place, e.g. a key rather than its value. */
	errorAt({ line, column }: Position, path: FieldPath, message: string, suggestion: string | null = null): void {
		this.add({ severity: "error", line, column, path: formatPath(path), message, suggestion });
	}

	get hasErrors(): boolean {
		return this.diagnostics.some((diagnostic) => diagnostic.severity === "error");
	}

	hasErrorAt(path: FieldPath): boolean {
		const place = formatPath(path);
		return this.diagnostics.some(({ severity, path: other }) => severity === "error" && other === place);
	}

	/** Once for the record at the path, however many of its fields have the problem. */
	warnOnce(record: FieldPath, path: FieldPath, message: string, suggestion: string): void {
		const key = `${formatPath(record)} ${message}`;
		if (!this.told.has(key)) this.warn(path, message, suggestion);
		this.told.add(key);
	}

	private add(found: Omit<Diagnostic, "file">): void {
		this.diagnostics.push({ ...found, file: this.file });
	}
}
