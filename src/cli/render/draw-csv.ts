// Lists as comma-separated values (RFC 4180).
import type { TableView } from "./view.ts";

/** The header row is there for an empty list too. Lines end with CR LF; so does the last. */
export function drawCsv(table: TableView): string {
	return [table.columns, ...table.rows].map((row) => `${row.map(quote).join(",")}\r\n`).join("");
}

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
