// Turns a command's result into the text of the chosen format.
import { TorcError } from "../../core/errors.ts";
import { visibleText } from "../../core/visible-text.ts";
import { drawCsv } from "./draw-csv.ts";
import { drawTable } from "./draw-table.ts";
import { type Look, toAscii } from "./look.ts";
import type { View } from "./view.ts";

export type Format = "table" | "json" | "csv";

/** What the command returned, for programs. */
export const renderJson = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;

/** Errors: CSV of something that is no list. */
export function renderView(view: View, format: "table" | "csv", look: Look): string {
	return format === "csv" ? csv(view) : drawView(view, look);
}

function drawView(view: View, look: Look): string {
	switch (view.view) {
		case "nothing":
			return "";
		case "text": {
			const text = look.unicode ? view.text : toAscii(view.text);
			return text === "" || text.endsWith("\n") ? text : `${text}\n`;
		}
		case "fields": {
			const widest = Math.max(0, ...view.fields.map(([label]) => label.length));
			const indent = `\n${" ".repeat(widest + 4)}`;
			const lines = view.fields.map(
				([label, value]) => `  ${`${label}:`.padEnd(widest + 2)}${visibleText(value).replaceAll("\n", indent)}`,
			);
			return `${[...(view.title === undefined ? [] : [view.title]), ...lines].join("\n")}\n`;
		}
		case "table":
			if (view.rows.length === 0) return `${view.empty}\n`;
			return `${drawTable(view, look)}\n\nTotal: ${view.rows.length} ${view.noun}\n`;
		case "several":
			return view.views.map((part) => drawPart(part, look)).join("\n");
	}
}

/** A table between other parts needs no total. */
const drawPart = (view: View, look: Look): string =>
	view.view === "table" && view.rows.length > 0 ? `${drawTable(view, look)}\n` : drawView(view, look);

function csv(view: View): string {
	if (view.view === "table") return drawCsv(view);
	if (view.view === "nothing") return "";
	throw new TorcError("malformed", "CSV is for lists only", { hint: "Use -f table or -f json." });
}
