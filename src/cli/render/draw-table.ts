// Draws tables as rounded boxes.
import { textWidth } from "../../platform/text-width.ts";
import type { Look } from "./look.ts";
import type { TableView } from "./view.ts";

/** Without a width every cell is shown whole; else the widest columns are cut to fit it. Ends without a newline. */
export function drawTable(table: TableView, { width, unicode }: Look): string {
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

/** Takes columns off the widest columns until the box fits; no column gets narrower than 8. */
function shrink(widths: number[], available: number): void {
	const taken = (): number => widths.reduce((sum, size) => sum + size + 3, 1);
	while (taken() > available) {
		const widest = Math.max(...widths);
		if (widest <= 8) return;
		const second = Math.max(8, ...widths.filter((size) => size < widest));
		const index = widths.indexOf(widest);
		widths[index] = Math.max(second - 1, widest - (taken() - available), 8);
	}
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

const oneLine = (text: string, newline: string): string => text.replace(/\r?\n/g, newline).replace(/\t/g, " ");
