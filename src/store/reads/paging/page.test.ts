// Paging: the pages of a list are the list, whatever the order and wherever a page begins.
import { expect, test } from "bun:test";
import { sampleStore } from "../../../../test/store/sample-store.ts";
import { createFiles } from "../../commands/records/files.ts";
import { listRecords } from "../records/record-table.ts";
import { FILES } from "../records/record-tables.ts";
import { clampPaging, containing, MAX_LIMIT, type PageQuery, readPaging } from "./page.ts";

test("every page is a slice of the whole", async () => {
	await using sample = await sampleStore();
	const { store, id, write } = sample;
	const names = ["b", "a", "c", "b", "a", "d", "b"];
	await write((tx) =>
		createFiles(
			tx,
			names.map((name, index) => ({ workflow_id: id, name, path: `p${index}`, st_mtime: index % 2 ? index : null })),
		),
	);
	const list = (query: PageQuery) => listRecords(store.reader, FILES, { workflow_id: id, ...query });
	for (const sort_by of [undefined, "name", "st_mtime"]) {
		const ascending = list({ sort_by }).items.map((file) => file.id);
		for (const reverse_sort of [false, true]) {
			const whole = reverse_sort ? ascending.toReversed() : ascending;
			for (let offset = 0; offset <= 8; offset++) {
				for (const limit of [0, 1, 3, 10]) {
					const page = list({ sort_by, reverse_sort, offset, limit });
					expect(page.items.map((file) => file.id)).toEqual(whole.slice(offset, offset + limit));
					expect(page).toMatchObject({ offset, count: page.items.length, total_count: 7, max_limit: MAX_LIMIT });
					expect(page.has_more).toBe(offset + page.items.length < 7);
				}
			}
		}
	}
	expect(list({ sort_by: "name" }).items.map((file) => file.name)).toEqual(names.toSorted());
	expect(list({ sort_by: "name" })).not.toHaveProperty("sort_by_ignored");
});

test("an unknown column is told and sorted by id", async () => {
	await using sample = await sampleStore();
	await sample.write((tx) =>
		createFiles(
			tx,
			["z", "y"].map((name) => ({ workflow_id: sample.id, name, path: name })),
		),
	);
	const page = listRecords(sample.store.reader, FILES, { workflow_id: sample.id, sort_by: "name; DROP TABLE file" });
	expect(page.sort_by_ignored).toBe(true);
	expect(page.sort_fields).toEqual(expect.arrayContaining(["id", "name", "path"]));
	expect(page.items.map((file) => file.name)).toEqual(["z", "y"]);
});

test("paging out of range is refused, or clamped where clients expect it", () => {
	expect(() => readPaging({ offset: -1 })).toThrow("offset must be >= 0");
	expect(() => readPaging({ limit: -1 })).toThrow("limit must be between 0 and 100000");
	expect(() => readPaging({ limit: 100_001 })).toThrow("limit must be between 0 and 100000");
	expect(readPaging({ offset: null })).toEqual({ offset: 0, limit: MAX_LIMIT });
	expect(clampPaging({ offset: -5, limit: 1e9 })).toEqual({ offset: 0, limit: MAX_LIMIT });
	expect(clampPaging({ limit: -5 })).toEqual({ offset: 0, limit: 0 });
});

test("wildcards in a filter are text", async () => {
	expect(containing("50%_\\")).toBe("%50\\%\\_\\\\%");
	await using sample = await sampleStore();
	const paths = ["a%b", "axb", "A%Bc", "a_b"];
	await sample.write((tx) =>
		createFiles(
			tx,
			paths.map((path) => ({ workflow_id: sample.id, name: path, path })),
		),
	);
	const find = (path: string) =>
		listRecords(sample.store.reader, FILES, { workflow_id: sample.id, path }).items.map((f) => f.path);
	expect(find("a%b")).toEqual(["a%b", "A%Bc"]);
	expect(find("a_b")).toEqual(["a_b"]);
	expect(find("")).toEqual(paths);
});
