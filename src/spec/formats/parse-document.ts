// A specification's text in any of the four formats (1-spec §1).
import { extname } from "node:path";
import type { Diagnostic } from "../diagnostic.ts";
import type { LocatedMap, LocatedNode, Position } from "../located.ts";
import { parseJson } from "./json.ts";
import { parseKdl } from "./kdl.ts";
import { SyntaxProblem } from "./syntax-problem.ts";
import { parseYaml } from "./yaml.ts";

export type SpecFormat = "yaml" | "json" | "json5" | "kdl";

const BY_EXTENSION: Readonly<Record<string, SpecFormat>> = {
	".yaml": "yaml",
	".yml": "yaml",
	".json": "json",
	".json5": "json5",
	".kdl": "kdl",
};
/** For standard input and other names: the first that gives a mapping. */
const GUESSES: readonly SpecFormat[] = ["json", "json5", "yaml", "kdl"];

export interface ParsedDocument {
	readonly root: LocatedMap | null;
	readonly diagnostics: Diagnostic[];
	readonly format: SpecFormat;
}

export function parseDocument(text: string, file: string): ParsedDocument {
	const known = BY_EXTENSION[extname(file).toLowerCase()];
	if (known) return parseAs(text, file, known);
	const attempts = GUESSES.map((format) => parseAs(text, file, format));
	const fitting = attempts.find((attempt) => attempt.root !== null && attempt.diagnostics.length === 0);
	return fitting ?? bestGuess(text, attempts);
}

/** Nothing fits: show the complaint of the format that the text looks like. */
function bestGuess(text: string, attempts: readonly ParsedDocument[]): ParsedDocument {
	const looksLike: SpecFormat = /^\s*[{[]/.test(text) ? "json5" : /^\s*\w+\s*:/m.test(text) ? "yaml" : "kdl";
	return attempts.find((attempt) => attempt.format === looksLike) as ParsedDocument;
}

function parseAs(text: string, file: string, format: SpecFormat): ParsedDocument {
	const diagnostics: Diagnostic[] = [];
	const report = (message: string, at: Position, suggestion: string | null = null): void => {
		diagnostics.push({ severity: "error", message, file, line: at.line, column: at.column, path: "", suggestion });
	};
	try {
		const node = read(text, format, report);
		if (node.kind === "map") return { root: node, diagnostics, format };
		report("A specification must be a mapping of fields, such as 'name' and 'jobs'", node.at);
	} catch (error) {
		if (!(error instanceof SyntaxProblem)) throw error;
		report(`Not valid ${format.toUpperCase()}: ${error.message}`, error.at);
	}
	return { root: null, diagnostics, format };
}

function read(
	text: string,
	format: SpecFormat,
	report: (message: string, at: Position, suggestion: string | null) => void,
): LocatedNode {
	if (format === "yaml") return parseYaml(text);
	if (format === "json" || format === "json5") return parseJson(text, format);
	const { root, problems } = parseKdl(text);
	for (const problem of problems) report(problem.message, problem.at, problem.suggestion);
	return root;
}
