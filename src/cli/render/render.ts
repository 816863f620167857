// Turns a command's result into the text of the chosen format.
import { TorcError } from "../../core/errors.ts";
import { drawCsv } from "./draw-csv.ts";
import { drawTable } from "./draw-table.ts";
import type { View } from "./view.ts";

export type Format = "table" | "json" | "csv";

/** What the command returned, for programs. */
export const renderJson = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;

/** `width`: columns of the terminal, null when the output is no terminal. Errors: CSV of something that is no list. */
export function renderView(view: View, format: "table" | "csv", width: number | null): string {
	if (format === "csv") return csv(view);
	switch (view.view) {
		case "nothing":
			return "";
		case "text":
			return view.text === "" || view.text.endsWith("\n") ? view.text : `${view.text}\n`;
		case "fields": {
			const widest = Math.max(0, ...view.fields.map(([label]) => label.length));
			const lines = view.fields.map(([label, value]) => `  ${`${label}:`.padEnd(widest + 2)}${value}`);
			return `${[...(view.title === undefined ? [] : [view.title]), ...lines].join("\n")}\n`;
		}
		case "table":
			if (view.rows.length === 0) return `${view.empty}\n`;
			return `${drawTable(view, width)}\n\nTotal: ${view.rows.length} ${view.noun}\n`;
	}
}

function csv(view: View): string {
	if (view.view === "table") return drawCsv(view);
	if (view.view === "nothing") return "";
	throw new TorcError("malformed", "CSV is for lists only", { hint: "Use -f table or -f json." });
}
