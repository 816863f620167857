// Draws tables as rounded boxes.
import { visibleText } from "../../core/visible-text.ts";
import { textWidth } from "../../platform/text-width.ts";
import type { Look } from "./look.ts";
import type { TableView } from "./view.ts";

/**
 * Without a width every cell is shown whole. Else titles break at blanks where that helps, and the widest columns are cut
 * until the box fits. Ends without a newline.
 */
export function drawTable(whole: TableView, { width, unicode }: Look): string {
	const table = width === null ? whole : dropEmpty(whole, width);
	const signs = unicode ? BOX : ASCII;
	const cells = table.rows.map((row) => row.map((cell) => oneLine(cell, signs.newline)));
	const { titles, rows, widths } = layOut(table.columns, cells, width);
	const rule = ([left, middle, right]: readonly string[]): string =>
		left + widths.map((size) => signs.across.repeat(size + 2)).join(middle) + right;
	const line = (cells: readonly string[]): string => {
		const fitted = widths.map((size, index) => ` ${fit(cells[index] ?? "", size, signs.cut)} `);
		return signs.down + fitted.join(signs.down) + signs.down;
	};
	return [rule(signs.top), ...titles.map(line), rule(signs.middle), ...rows.map(line), rule(signs.bottom)].join("\n");
}

interface Layout {
	/** One or more lines of titles. */
	readonly titles: Cells;
	readonly rows: Cells;
	readonly widths: readonly number[];
}
type Cells = readonly (readonly string[])[];

function layOut(columns: readonly string[], rows: Cells, available: number | null): Layout {
	const widths = columns.map((title, column) => widest(rows, column, textWidth(title)));
	if (available === null || boxWidth(widths) <= available) return { titles: [columns], rows, widths };
	const short = rows.map((row) => row.map(shortTime));
	const narrower = columns.map((title, column) => widest(short, column, Math.max(...title.split(" ").map(textWidth))));
	shrink(narrower, available);
	const broken = columns.map((title, column) => breakAtBlanks(title, narrower[column] ?? 1));
	const height = Math.max(...broken.map((lines) => lines.length));
	const titles = Array.from({ length: height }, (_, at) => broken.map((lines) => lines[at] ?? ""));
	return { titles, rows: short, widths: narrower };
}

const widest = (rows: Cells, column: number, least: number): number =>
	rows.reduce((width, row) => Math.max(width, textWidth(row[column] ?? "")), least);

/** Without year and seconds, for want of room: `2026-11-25T13:10:11.123Z` is `11-25 13:10Z`. */
const shortTime = (cell: string): string => cell.replace(/^\d{4}-(\d\d-\d\d)T(\d\d:\d\d):[\d.]+Z$/, "$1 $2Z");

function breakAtBlanks(title: string, size: number): string[] {
	const lines: string[] = [];
	for (const word of title.split(" ")) {
		const longer = `${lines.at(-1)} ${word}`;
		if (lines.length > 0 && textWidth(longer) <= size) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}

const boxWidth = (widths: readonly number[]): number => widths.reduce((sum, size) => sum + size + 3, 1);

const BOX = {
	across: "─",
	down: "│",
	top: ["╭", "┬", "╮"],
	middle: ["├", "┼", "┤"],
	bottom: ["╰", "┴", "╯"],
	cut: "…",
	newline: "⏎",
} as const;

const ASCII = {
	across: "-",
	down: "|",
	top: ["+", "+", "+"],
	middle: ["+", "+", "+"],
	bottom: ["+", "+", "+"],
	cut: "~",
	newline: " ",
} as const;

/** Narrowest a column gets, in steps: as long as the box does not fit, the next one counts. */
const NARROWEST = [8, 5, 1] as const;

/** Takes columns off the widest columns until the box fits, off the last of them first: what names a row comes first. */
function shrink(widths: number[], available: number): void {
	const taken = (): number => boxWidth(widths);
	for (const narrowest of NARROWEST) {
		while (taken() > available) {
			const widest = Math.max(...widths);
			if (widest <= narrowest) break;
			const second = Math.max(narrowest, ...widths.filter((size) => size < widest));
			const index = widths.lastIndexOf(widest);
			widths[index] = Math.max(second, widest - (taken() - available));
		}
	}
}

/** On a narrow terminal columns that say nothing, or `false` of everything, give way to those that tell something. */
function dropEmpty(table: TableView, width: number): TableView {
	const narrow = table.columns.length * (NARROWEST[0] + 3) + 1;
	if (narrow <= width || table.rows.length === 0) return table;
	const filled = table.columns.map((_, index) => table.rows.some((row) => !["", "false"].includes(row[index] ?? "")));
	const keep = <T>(cells: readonly T[]): T[] => cells.filter((_, index) => filled[index]);
	return { ...table, columns: keep(table.columns), rows: table.rows.map(keep) };
}

function fit(text: string, size: number, end: string): string {
	const width = textWidth(text);
	if (width <= size) return text + " ".repeat(size - width);
	let cut = "";
	for (const character of text) {
		if (textWidth(cut + character) > size - 1) break;
		cut += character;
	}
	return `${cut}${end}${" ".repeat(Math.max(0, size - 1 - textWidth(cut)))}`;
}

const oneLine = (text: string, newline: string): string =>
	visibleText(text.replace(/\r?\n/g, newline).replace(/\t/g, " "));
