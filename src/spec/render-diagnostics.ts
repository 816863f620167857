// Diagnostics as text: place, message, the line itself with a caret, and what to write instead.
import { visibleText } from "../core/visible-text.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** So much of a line is shown on either side of the problem: generated files may have all in one line. */
const CONTEXT = 90;

/** One block per diagnostic, in the order of their places. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], sourceText: string): string {
	const lines = sourceText.split("\n");
	const ordered = [...diagnostics].sort((a, b) => a.line - b.line || a.column - b.column);
	return ordered.map((diagnostic) => render(diagnostic, lines)).join("\n");
}

function render(diagnostic: Diagnostic, lines: readonly string[]): string {
	const { file, line, column, severity, message, path, suggestion } = diagnostic;
	const where = path === "" ? "" : ` (at ${path})`;
	const out = [`${file}:${line}:${column}: ${severity}: ${message}${where}`];
	const source = lines[line - 1]?.replace(/\r$/, "");
	if (source !== undefined && source.trim() !== "") {
		const number = String(line).padStart(5);
		const start = source.length > 2 * CONTEXT ? Math.max(0, column - 1 - CONTEXT) : 0;
		const shown = source.slice(start, start + 2 * CONTEXT);
		out.push(`${number} | ${shown}`);
		// Tabs are kept so that the caret stands under its sign whatever their width.
		const indent = visibleText(shown.slice(0, column - 1 - start)).replace(/[^\t]/g, " ");
		out.push(`${" ".repeat(number.length)} | ${indent}^`);
	}
	if (suggestion !== null) out.push(`${" ".repeat(5)} = help: did you mean '${suggestion}'?`);
	return `${visibleText(out.join("\n"))}\n`;
}
