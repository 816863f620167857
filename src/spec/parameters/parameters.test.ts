// Values, combinations and templates of parameters: tables for the forms, properties for the rules.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { combine } from "./combine.ts";
import { parseCsv } from "./csv.ts";
import { ParameterError } from "./parameter-error.ts";
import { parseValues } from "./parse-values.ts";
import { readTable } from "./read-table.ts";
import { compileTemplate } from "./template.ts";

const values = (value: Parameters<typeof parseValues>[0]): string[] =>
	parseValues(value, () => ["a", "", "# no", " 2 "]).map((entry) => entry.text);

const FORMS: readonly (readonly [Parameters<typeof parseValues>[0], readonly string[]])[] = [
	["1:5", ["1", "2", "3", "4", "5"]],
	["{1:3}", ["1", "2", "3"]],
	["0:10:5", ["0", "5", "10"]],
	["5:1:-2", ["5", "3", "1"]],
	["3:1", []],
	["0.0:1.0:0.25", ["0", "0.25", "0.5", "0.75", "1"]],
	["0.1:0.4:0.1", ["0.1", "0.2", "0.3", "0.4"]],
	["[1,5,10]", ["1", "5", "10"]],
	["['adam','sgd']", ["adam", "sgd"]],
	['["a b", c]', ["a b", "c"]],
	["[]", []],
	["adam", ["adam"]],
	["'host:80'", ["host:80"]],
	["@names.txt", ["a", "2"]],
	[
		[1, "1", "a,b", true],
		["1", "1", "a,b", "true"],
	],
	[0.1, ["0.1"]],
	["1e-7", ["0.0000001"]],
];
for (const [form, expected] of FORMS) {
	test(`values of ${JSON.stringify(form)}`, () => {
		expect(values(form)).toEqual([...expected]);
	});
}

test("integer ranges hold every step between their ends", () => {
	const bound = fc.integer({ min: -1000, max: 1000 });
	fc.assert(
		fc.property(bound, bound, fc.integer({ min: 1, max: 50 }), (start, end, step) => {
			const found = values(`${start}:${end}:${step}`).map(Number);
			const expected: number[] = [];
			for (let value = start; value <= end; value += step) expected.push(value);
			expect(found).toEqual(expected);
		}),
	);
});

const columns = fc.array(fc.array(fc.integer(), { maxLength: 5 }), { minLength: 1, maxLength: 4 });
const named = (lists: readonly (readonly number[])[]) =>
	lists.map((list, index) => ({ name: `p${index}`, values: parseValues([...list], () => []) }));

test("a product has every combination once, the last parameter fastest", () => {
	fc.assert(
		fc.property(columns, (lists) => {
			const { rows, count } = combine(named(lists), "product");
			const found = [...rows].map((row) => row.map((value) => value.number));
			let expected: number[][] = [[]];
			for (const list of lists) expected = expected.flatMap((row) => list.map((value) => [...row, value]));
			expect(found).toEqual(expected);
			expect(count).toBe(expected.length);
		}),
	);
});

test("zip pairs equal lists and names unequal ones", () => {
	const { rows } = combine(
		named([
			[1, 2],
			[3, 4],
		]),
		"zip",
	);
	expect([...rows].map((row) => row.map((value) => value.number))).toEqual([
		[1, 3],
		[2, 4],
	]);
	expect(() => combine(named([[1, 2], [3]]), "zip")).toThrow(ParameterError);
});

const render = (text: string, ...given: (string | number)[]): string =>
	compileTemplate(text, ["i", "lr"]).render(parseValues(given, () => []));

test("placeholders are filled, padded and rounded; the shell's are left alone", () => {
	expect(render("{i}-{i:03d}-{lr:.4f}", 7, 0.1)).toBe("7-007-0.1000");
	expect(render("{i:.2f} {i:04d}", -7, 0)).toBe("-7.00 -007");
	expect(render("${i} $(({i} * 2)) {x} {}", 7, 0)).toBe("${i} $((7 * 2)) {x} {}");
	expect(render("{lr:03d}", 1, "adam")).toBe("adam");
	expect(() => compileTemplate("{i:5x}", ["i"])).toThrow(ParameterError);
});

test("a text without placeholders renders as itself", () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			if (/\{(i|lr)[:}]/.test(text)) return;
			expect(render(text, 1, 2)).toBe(text);
		}),
	);
});

test("CSV as RFC 4180 has it", () => {
	expect(parseCsv('a,b\n"x, ""y""",2\r\n\n"two\nlines",3\n')).toEqual([
		["a", "b"],
		['x, "y"', "2"],
		["two\nlines", "3"],
	]);
	const cell = fc.string({ maxLength: 8 });
	fc.assert(
		fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (records) => {
			const text = records
				.map((record) => record.map((field) => `"${field.replaceAll('"', '""')}"`).join(","))
				.join("\n");
			expect(parseCsv(text)).toEqual(records);
		}),
	);
});

const TABLES: readonly (readonly [string, string, string])[] = [
	["t.csv", "a,a\n1,2\n", "column 'a' is repeated"],
	["t.csv", "a,\n1,2\n", "column 2 has no name"],
	["t.csv", "a,b\n1\n", "row 2 has 1 fields, the header has 2"],
	["t.csv", "a,b\n", "has no rows"],
	["t.csv", "", "needs a header row"],
	["t.json", "{}", "must be a list of objects"],
	["t.json", '[{"a":1},{"b":1}]', "entry 2 has 'b'"],
	["t.jsonl", '{"a":1}\n{"a":', "line 2"],
	["t.txt", "a", "must end in .csv"],
];
for (const [path, text, message] of TABLES) {
	test(`a wrong table: ${message}`, () => {
		expect(() => readTable(path, text)).toThrow(message);
	});
}

test("JSON tables keep numbers and texts as they are", () => {
	const { names, rows } = readTable("t.ndjson", '{"a":1,"b":"01"}\n\n{"a":2.5,"b":[1]}\n');
	expect(names).toEqual(["a", "b"]);
	expect([...rows].map((row) => row.map((value) => value.text))).toEqual([
		["1", "01"],
		["2.5", "[1]"],
	]);
});
