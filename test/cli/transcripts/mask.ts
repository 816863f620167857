// Hides in an output what differs from run to run.
import { hostname } from "node:os";
import { join } from "node:path";

export interface Surroundings {
	readonly folder: string;
	readonly url: string;
	/** The heading says so where jobs really run: "(figures vary)". */
	readonly figuresVary: boolean;
}

type Masks = readonly (readonly [RegExp, string])[];

const TIMES: Masks = [
	[/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?/g, "<time>"],
	[/\d{4}-\d\d-\d\d \d\d:\d\d/g, "<time>"],
	[/("(?:timestamp|\w+_ms)": ?)\d{10,}/g, "$1<time>"],
];

const ROOT = join(import.meta.dir, "../../..");
const PORTS: Masks = [
	[/(\/\/127\.0\.0\.1:)\d+/g, "$1<port>"],
	[/(TORC_SERVER_PORT=)\d+/g, "$1<port>"],
];

/** What jobs that really run need and use. */
const FIGURES: Masks = [
	[/("\w*(?:minutes|seconds|percent|bytes|memory_gb|pid|sample_count|latency_ms)": ?)[\d.e+-]+/g, "$1<number>"],
	[/\b(\d+h )?(\d+m )?\d+(\.\d+)? ?s\b/g, "<span>"],
	[/\b\d+(\.\d+)? ms\b/g, "<span>"],
	[/\b\d+(\.\d+)? ([KMGT]i)?B\b/g, "<size>"],
	[/\b\d+\.\d%/g, "<percent>"],
	[/((?:CPU %|memory \(bytes\)): +)[\d.]+/g, "$1<number>"],
	[/("request_id": ?")[^"]+/g, "$1<id>"],
];

export function mask(text: string, { folder, url, figuresVary }: Surroundings): string {
	let masked = text.replaceAll(folder, "<folder>").replaceAll(ROOT, "<torc>");
	masked = masked.replaceAll(url, "<url>").replaceAll(hostname(), "<host>");
	for (const [pattern, name] of [...TIMES, ...PORTS, ...(figuresVary ? FIGURES : [])])
		masked = masked.replace(pattern, name);
	return layOut(masked);
}

/** Tables get columns as wide as what is left of their cells. */
function layOut(text: string): string {
	const table: string[] = [];
	const lines: string[] = [];
	for (const line of [...text.split("\n"), ""]) {
		if (/^[╭├╰│]/.test(line)) table.push(line);
		else lines.push(...drawAgain(table.splice(0)), line);
	}
	return lines.slice(0, -1).join("\n");
}

function drawAgain(table: readonly string[]): string[] {
	const rows = table.map((line) =>
		line
			.split("│")
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
	const widths: number[] = [];
	for (const row of rows) {
		for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, Bun.stringWidth(cell));
	}
	return table.map((line, at) => {
		const rule = /^[╭├╰]/.exec(line) ? [...line].filter((sign) => sign !== "─") : null;
		const cells = widths.map((width, index) => {
			const cell = rows[at]?.[index] ?? "";
			return rule ? "─".repeat(width + 2) : ` ${cell}${" ".repeat(width - Bun.stringWidth(cell))} `;
		});
		return rule ? rule[0] + cells.map((cell, index) => cell + rule[index + 1]).join("") : `│${cells.join("│")}│`;
	});
}
