// Tables, fields and CSV.
import { expect, test } from "bun:test";
import { renderView } from "./render.ts";
import { fields, noneFound, several, table, text } from "./view.ts";

const items = [
	{ id: 1, name: "plain" },
	{ id: 22, name: 'wide 漢字, "quoted"' },
];
const options = { noun: "jobs", empty: "No jobs found" };
const PIPE = { width: null, unicode: true };
const view = table(items, { ID: (item) => item.id, Name: (item) => item.name }, options);

test("a table is a rounded box with a total", () => {
	expect(renderView(view, "table", PIPE)).toBe(
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
	const lines = renderView(view, "table", { width: 20, unicode: true }).split("\n");
	expect(lines.map((line) => Bun.stringWidth(line)).filter((width) => width > 20)).toEqual([]);
	expect(lines[4]).toBe("│ 22 │ wide 漢字,… │");
});

test("on a terminal titles break before cells are cut", () => {
	const wordy = table(
		items,
		{ ID: (item) => item.id, "Exec Time Sum": () => "1s", Name: (item) => item.name },
		options,
	);
	expect(renderView(wordy, "table", { width: 33, unicode: true }).split("\n").slice(0, 6)).toEqual([
		"╭────┬──────┬───────────────────╮",
		"│ ID │ Exec │ Name              │",
		"│    │ Time │                   │",
		"│    │ Sum  │                   │",
		"├────┼──────┼───────────────────┤",
		"│ 1  │ 1s   │ plain             │",
	]);
	expect(renderView(wordy, "table", { width: 60, unicode: true }).split("\n")[1]).toContain("Exec Time Sum");
});

test("on a narrow terminal times lose year and seconds, and columns that say nothing go", () => {
	const dated = table(
		[{ id: 1 }],
		{ ID: ({ id }) => id, Gone: () => false, None: () => null, Time: () => "2026-11-25T13:10:11.123Z" },
		options,
	);
	const lines = renderView(dated, "table", { width: 24, unicode: true }).split("\n");
	expect(lines.slice(1, 4)).toEqual(["│ ID │ Time         │", "├────┼──────────────┤", "│ 1  │ 11-25 13:10Z │"]);
	expect(renderView(dated, "table", { width: 80, unicode: true })).toContain(
		"│ false │      │ 2026-11-25T13:10:11.123Z │",
	);
});

test("without UTF-8 the box is ASCII, what users named stays", () => {
	const lines = renderView(view, "table", { width: 20, unicode: false }).split("\n");
	expect(lines.slice(0, 5)).toEqual([
		"+----+-------------+",
		"| ID | Name        |",
		"+----+-------------+",
		"| 1  | plain       |",
		"| 22 | wide 漢字,~ |",
	]);
	expect(renderView(text("2 → 4 …"), "table", { width: null, unicode: false })).toBe("2 -> 4 ...\n");
});

test("several views stand one below the other", () => {
	const both = several(text("Before:"), view, text("after"));
	expect(renderView(both, "table", PIPE).split("\n").slice(6)).toEqual([
		'│ 22 │ wide 漢字, "quoted" │',
		"╰────┴─────────────────────╯",
		"",
		"after",
		"",
	]);
});

test("an empty list is a sentence, as CSV its header", () => {
	const empty = table([], { ID: () => 1, Name: () => "" }, options);
	expect(renderView(empty, "table", PIPE)).toBe("No jobs found\n");
	expect(renderView(empty, "csv", PIPE)).toBe("ID,Name\r\n");
});

test("the sentence names the workflow as it was named", () => {
	expect(noneFound("jobs", "7")).toBe("No jobs found for workflow ID: 7");
	expect(noneFound("jobs", "sweep")).toBe("No jobs found for workflow 'sweep'");
});

test("CSV quotes what needs it", () => {
	expect(renderView(view, "csv", PIPE)).toBe('ID,Name\r\n1,plain\r\n22,"wide 漢字, ""quoted"""\r\n');
});

test("a record shows what it has, and is no CSV", () => {
	const record = fields({ ID: 1, Name: "a", Gone: null, Labels: ["x", "y"] }, "Job:");
	expect(renderView(record, "table", PIPE)).toBe("Job:\n  ID:     1\n  Name:   a\n  Labels: x, y\n");
	const long = fields({ Data: "{\n}" });
	expect(renderView(long, "table", PIPE)).toBe("  Data: {\n        }\n");
	expect(() => renderView(record, "csv", PIPE)).toThrow("CSV is for lists only");
});

test("what would act on the terminal is shown instead", () => {
	const look = { width: null, unicode: false };
	const list = table([{ name: "a\x1b[2J" }], { Name: (row) => row.name }, { noun: "jobs", empty: "" });
	expect(renderView(list, "table", look)).toContain("| a^[[2J |");
	expect(renderView(fields({ Name: "a\x1b]0;x\x07" }), "table", look)).toContain("a^[]0;x^G");
});

test("where columns are equally wide the last ones give way: the name of a row stays readable", () => {
	const columns = Object.fromEntries(["Name", "Alpha", "Beta_", "Gamma"].map((title) => [title, () => "12345"]));
	const lines = renderView(table([1], columns, options), "table", { width: 28, unicode: true }).split("\n");
	expect(lines[3]).toBe("│ 12345 │ 12345 │ 123… │ … │");
});
