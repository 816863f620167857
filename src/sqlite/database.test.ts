// What statements keep of the values they are given.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, planOnce } from "./database.ts";

const database = openDatabase(":memory:");
afterAll(() => database.close());
database.exec(
	"CREATE TABLE t (id INTEGER PRIMARY KEY, a ANY, b TEXT, c REAL) STRICT; CREATE INDEX part ON t (b) WHERE a = 1",
);

test("parameters become expressions of the same value; texts and what is no parameter stay", () => {
	expect(planOnce("SELECT a FROM t WHERE a = ? AND b IN (?, ?2) LIMIT ? OFFSET ?5")).toBe(
		"SELECT a FROM t WHERE a = +? AND b IN (+?, +?2) LIMIT ? + 0 OFFSET ?5 + 0",
	);
	expect(planOnce("SELECT 'who?', 'it''s ?' WHERE b LIKE ? ESCAPE '\\'")).toBe(
		"SELECT 'who?', 'it''s ?' WHERE b LIKE +? ESCAPE '\\'",
	);
});

test.each([null, 0, -7, 2 ** 53 - 1, 0.5, "", "12", "0x1", "-1.5e3", "text ?"])("%j is stored and found", (value) => {
	database.run("DELETE FROM t");
	const id = database.insert("INSERT INTO t (a, b) VALUES (?, ?)", value, value === null ? null : String(value));
	expect(database.get("SELECT a, b FROM t WHERE id = ?", id)).toEqual({
		a: value,
		b: value === null ? null : String(value),
	});
	expect(database.all("SELECT id FROM t WHERE a IS ? LIMIT ? OFFSET ?", value, 1, 0)).toEqual([{ id }]);
	expect(database.get("SELECT id FROM t WHERE b IS ?", value === null ? null : String(value))).toEqual({ id });
	expect(database.run("UPDATE t SET a = coalesce(?, a), c = ? WHERE id = ?", null, 1, id)).toBe(1);
	expect(database.get("SELECT a, c FROM t")).toEqual({ a: value, c: 1 });
});

test("bytes stay bytes", () => {
	database.run("DELETE FROM t");
	database.insert("INSERT INTO t (a) VALUES (?)", new Uint8Array([0, 255, 39]));
	expect(database.get<{ a: Uint8Array }>("SELECT a FROM t")?.a).toEqual(new Uint8Array([0, 255, 39]));
});

test("what is read together is of one moment, also when reading fails", () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-reads-"));
	const path = join(folder, "t.db");
	const writer = openDatabase(path);
	writer.exec("CREATE TABLE t (id INTEGER PRIMARY KEY)");
	const reader = openDatabase(path, { readOnly: true });
	try {
		const add = (): number => writer.insert("INSERT INTO t DEFAULT VALUES");
		const count = (): number => reader.all("SELECT id FROM t").length;
		expect(reader.readTogether(() => [count(), add(), count()])).toEqual([0, 1, 0]);
		expect(count()).toBe(1);
		const failing = (): never => {
			count();
			add();
			throw new Error("changed its mind");
		};
		expect(() => reader.readTogether(failing)).toThrow("changed its mind");
		expect(count()).toBe(2);
	} finally {
		reader.close();
		writer.close();
		rmSync(folder, { recursive: true });
	}
});
