// Several parameters become rows of values: all combinations, or value by value (1-spec §4, Combination).
import { ParameterError } from "./parameter-error.ts";
import type { Value } from "./parse-values.ts";

/** Named columns and their rows; `rows` may be walked once or more. */
export interface ParameterRows {
	readonly names: readonly string[];
	readonly rows: Iterable<readonly Value[]>;
	readonly count: number;
}

/** Declaration order, the last parameter fastest. Errors: ParameterError when zipped lists differ in length. */
export function combine(
	columns: readonly { readonly name: string; readonly values: readonly Value[] }[],
	mode: "product" | "zip",
): ParameterRows {
	const names = columns.map((column) => column.name);
	const lists = columns.map((column) => column.values);
	if (mode === "product") {
		const count = lists.reduce((product, list) => product * list.length, 1);
		return { names, count, rows: { [Symbol.iterator]: () => products(lists) } };
	}
	const [first] = columns;
	for (const column of columns) {
		if (first && column.values.length !== first.values.length) {
			throw new ParameterError(
				`parameter_mode zip needs lists of equal length: '${first.name}' has ${first.values.length} values, '${column.name}' has ${column.values.length}`,
			);
		}
	}
	const count = first?.values.length ?? 0;
	return { names, count, rows: { [Symbol.iterator]: () => zipped(lists, count) } };
}

function* products(lists: readonly (readonly Value[])[]): Generator<readonly Value[]> {
	if (lists.some((list) => list.length === 0)) return;
	const places = lists.map(() => 0);
	for (;;) {
		yield lists.map((list, column) => list[places[column] as number] as Value);
		let column = lists.length - 1;
		for (; column >= 0; column--) {
			const next = (places[column] as number) + 1;
			places[column] = next < (lists[column] as readonly Value[]).length ? next : 0;
			if (places[column] !== 0) break;
		}
		if (column < 0) return;
	}
}

function* zipped(lists: readonly (readonly Value[])[], count: number): Generator<readonly Value[]> {
	for (let row = 0; row < count; row++) yield lists.map((list) => list[row] as Value);
}
