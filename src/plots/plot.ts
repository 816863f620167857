// A plot before it is drawn: panels of lines over time or of bars, and a table of the same figures.

export type Unit = "percent" | "bytes";

export interface LinePanel {
	readonly kind: "lines";
	readonly title: string;
	readonly unit: Unit;
	readonly series: readonly { readonly name: string; readonly x: readonly number[]; readonly y: readonly number[] }[];
}

export interface BarPanel {
	readonly kind: "bars";
	readonly title: string;
	readonly unit: Unit;
	/** Under the bars. */
	readonly categories: readonly string[];
	readonly series: readonly { readonly name: string; readonly y: readonly number[] }[];
}

export type Panel = LinePanel | BarPanel;

export interface FigureTable {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

export interface Plot {
	/** Of the file, without prefix and extension. */
	readonly name: string;
	readonly title: string;
	readonly panels: readonly Panel[];
	readonly table?: FigureTable;
}
