// Tables, fields and CSV.
import { expect, test } from "bun:test";
import { renderView } from "./render.ts";
import { fields, table } from "./view.ts";

const items = [
	{ id: 1, name: "plain" },
	{ id: 22, name: 'wide 漢字, "quoted"' },
];
const options = { noun: "jobs", empty: "No jobs found" };
const view = table(items, { ID: (item) => item.id, Name: (item) => item.name }, options);

test("a table is a rounded box with a total", () => {
	expect(renderView(view, "table", null)).toBe(
		[
			"╭────┬─────────────────────╮",
			"│ ID │ Name                │",
			"├────┼─────────────────────┤",
			"│ 1  │ plain               │",
			'│ 22 │ wide 漢字, "quoted" │',
			"╰────┴─────────────────────╯",
			"",
			"Total: 2 jobs",
			"",
		].join("\n"),
	);
});

test("on a terminal the widest column is cut to fit", () => {
	const lines = renderView(view, "table", 20).split("\n");
	expect(lines.map((line) => Bun.stringWidth(line)).filter((width) => width > 20)).toEqual([]);
	expect(lines[4]).toBe("│ 22 │ wide 漢字,… │");
});

test("an empty list is a sentence, as CSV its header", () => {
	const empty = table([], { ID: () => 1, Name: () => "" }, options);
	expect(renderView(empty, "table", null)).toBe("No jobs found\n");
	expect(renderView(empty, "csv", null)).toBe("ID,Name\r\n");
});

test("CSV quotes what needs it", () => {
	expect(renderView(view, "csv", null)).toBe('ID,Name\r\n1,plain\r\n22,"wide 漢字, ""quoted"""\r\n');
});

test("a record shows what it has, and is no CSV", () => {
	const record = fields({ ID: 1, Name: "a", Gone: null, Labels: ["x", "y"] }, "Job:");
	expect(renderView(record, "table", null)).toBe("Job:\n  ID:     1\n  Name:   a\n  Labels: x, y\n");
	expect(() => renderView(record, "csv", null)).toThrow("CSV is for lists only");
});
