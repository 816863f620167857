// What a command's result looks like to a person, before it is drawn.

export type View =
	| TableView
	| {
			readonly view: "fields";
			readonly title?: string;
			readonly fields: readonly (readonly [label: string, value: string])[];
	  }
	| { readonly view: "text"; readonly text: string }
	/** One below the other; tables in it have no total. */
	| { readonly view: "several"; readonly views: readonly View[] }
	| { readonly view: "nothing" };

export interface TableView {
	readonly view: "table";
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
	/** Plural, for `Total: 3 jobs`. */
	readonly noun: string;
	/** The sentence for a list without items. */
	readonly empty: string;
}

export interface TableOptions {
	readonly noun: string;
	readonly empty: string;
}

/** A table of items; a column is its title and the text of its cell. */
export function table<Item>(
	items: readonly Item[],
	columns: Readonly<Record<string, (item: Item) => unknown>>,
	options: TableOptions,
): TableView {
	const cells = Object.values(columns);
	return {
		view: "table",
		columns: Object.keys(columns),
		rows: items.map((item) => cells.map((cell) => cellText(cell(item)))),
		...options,
	};
}

/** A record line by line; fields that are null or undefined are left out. */
export function fields(values: Readonly<Record<string, unknown>>, title?: string): View {
	const lines = Object.entries(values)
		.filter(([, value]) => value !== null && value !== undefined)
		.map(([label, value]) => [label, cellText(value)] as const);
	return { view: "fields", fields: lines, ...(title !== undefined && { title }) };
}

export const text = (content: string): View => ({ view: "text", text: content });

export const several = (...views: readonly View[]): View => ({ view: "several", views });

export const NOTHING: View = { view: "nothing" };

/** null and undefined are empty, objects compact JSON. */
export function cellText(value: unknown): string {
	if (value === null || value === undefined) return "";
	if (typeof value === "object") return Array.isArray(value) ? value.join(", ") : JSON.stringify(value);
	return String(value);
}

/** The sentence for an empty list. */
export function noneFound(noun: string, workflow: string | undefined): string {
	if (workflow === undefined) return `No ${noun} found`;
	return `No ${noun} found for workflow ${/^\d+$/.test(workflow) ? `ID: ${workflow}` : `'${workflow}'`}`;
}
