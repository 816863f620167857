// Every wrong specification is told at the right line and column, with the right words.
import { describe, expect, test } from "bun:test";
import { loadSpec } from "../../src/spec/load-spec.ts";
import { cases as fields } from "./fields.table.ts";
import { cases as kdl } from "./kdl.table.ts";
import { cases as parameters } from "./parameters.table.ts";
import { cases as references } from "./references.table.ts";
import { cases as syntax } from "./syntax.table.ts";
import type { WrongSpec } from "./wrong-spec.ts";

const TABLES = { syntax, fields, parameters, references, kdl };

for (const [name, cases] of Object.entries(TABLES)) {
	describe(name, () => {
		for (const wrong of cases) test(wrong.name, () => check(wrong));
	});
}

test("there are at least 120 of them", () => {
	expect(Object.values(TABLES).flat().length).toBeGreaterThanOrEqual(120);
});

function check(wrong: WrongSpec): void {
	const marker = wrong.text.indexOf("‸");
	const before = wrong.text.slice(0, marker);
	const place = { line: before.split("\n").length, column: marker - before.lastIndexOf("\n") };
	const text = wrong.text.replace("‸", "");
	const file = `wrong.${wrong.format}`;
	const { diagnostics, draft } = loadSpec({ text, file, baseDirectory: import.meta.dir, user: "tester" });
	const told = diagnostics.map(({ line, column, message, suggestion }) => ({ line, column, message, suggestion }));
	const fitting = told.find(
		(diagnostic) =>
			diagnostic.line === place.line &&
			diagnostic.column === place.column &&
			diagnostic.message.includes(wrong.expect) &&
			(wrong.suggestion === undefined || diagnostic.suggestion === wrong.suggestion),
	);
	if (fitting === undefined)
		expect(told).toEqual([{ ...place, message: wrong.expect, suggestion: wrong.suggestion ?? null }]);
	const isError = diagnostics.some((diagnostic) => diagnostic.severity === "error");
	expect(draft === null).toBe(isError);
}
