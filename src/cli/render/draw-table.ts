// Draws tables as rounded boxes.
import { visibleText } from "../../core/visible-text.ts";
import { textWidth } from "../../platform/text-width.ts";
import type { Look } from "./look.ts";
import type { TableView } from "./view.ts";

/** Without a width every cell is shown whole; else the widest columns are cut to fit it. Ends without a newline. */
export function drawTable(whole: TableView, { width, unicode }: Look): string {
	const table = width === null ? whole : dropEmpty(whole, width);
	const signs = unicode ? BOX : ASCII;
	const rows = table.rows.map((row) => row.map((cell) => oneLine(cell, signs.newline)));
	const widths = table.columns.map((title, index) =>
		rows.reduce((widest, row) => Math.max(widest, textWidth(row[index] ?? "")), textWidth(title)),
	);
	if (width !== null) shrink(widths, width);
	const rule = ([left, middle, right]: readonly string[]): string =>
		left + widths.map((size) => signs.across.repeat(size + 2)).join(middle) + right;
	const line = (cells: readonly string[]): string => {
		const fitted = widths.map((size, index) => ` ${fit(cells[index] ?? "", size, signs.cut)} `);
		return signs.down + fitted.join(signs.down) + signs.down;
	};
	return [rule(signs.top), line(table.columns), rule(signs.middle), ...rows.map(line), rule(signs.bottom)].join("\n");
}

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
	const taken = (): number => widths.reduce((sum, size) => sum + size + 3, 1);
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

/** On a narrow terminal columns without any content give way to those that have some. */
function dropEmpty(table: TableView, width: number): TableView {
	const narrow = table.columns.length * (NARROWEST[0] + 3) + 1;
	if (narrow <= width || table.rows.length === 0) return table;
	const filled = table.columns.map((_, index) => table.rows.some((row) => (row[index] ?? "") !== ""));
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
