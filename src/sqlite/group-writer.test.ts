// Many requests, one transaction: whose failure harms whom.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "./database.ts";
import { GroupWriter } from "./group-writer.ts";

let database: Database;
beforeEach(() => {
	database = openDatabase(":memory:");
	database.exec("CREATE TABLE t (id INTEGER PRIMARY KEY)");
});
afterEach(() => database.close());

const insert = (id: number) => (): number => database.insert("INSERT INTO t (id) VALUES (?)", id);
const stored = (): number[] => database.all<{ id: number }>("SELECT id FROM t").map(({ id }) => id);

test("one request's failure is its own", async () => {
	const writer = new GroupWriter(database);
	const failing = writer.submit(() => {
		insert(2)();
		throw new Error("changed its mind");
	});
	const outcomes = await Promise.allSettled([writer.submit(insert(1)), failing, writer.submit(insert(3))]);
	expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
	expect(stored()).toEqual([1, 3]);
});

test("a transaction that SQLite ends by itself fails everybody in it, for the reason it ended", async () => {
	const writer = new GroupWriter(database);
	const full = writer.submit(() => {
		database.rollBack();
		throw Object.assign(new Error("database or disk is full"), { errcode: 13 });
	});
	const outcomes = await Promise.allSettled([writer.submit(insert(1)), full, writer.submit(insert(3))]);
	const reasons = outcomes.map((outcome) => (outcome.status === "rejected" ? String(outcome.reason) : "stored"));
	expect(reasons.map((reason) => reason.slice(0, 22))).toEqual(Array(3).fill("TorcError: Disk is ful"));
	expect(stored()).toEqual([]);
	await writer.submit(insert(4));
	expect(stored()).toEqual([4]);
});

test("a checkpoint that fails takes no acknowledged commit back", async () => {
	const writer = new GroupWriter(database);
	const exec = database.exec.bind(database);
	let failed = 0;
	database.exec = (sql) => {
		if (!sql.includes("wal_checkpoint")) return exec(sql);
		failed++;
		throw new Error("database or disk is full");
	};
	// One commit each, until a checkpoint is forced.
	for (let id = 1; failed === 0; id++) expect(await writer.submit(insert(id))).toBe(id);
	expect(await writer.submit(insert(100_000))).toBe(100_000);
});

test("the log is written over: it does not grow with the number of commits", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-log-"));
	const file = openDatabase(join(folder, "t.db"));
	try {
		file.exec("CREATE TABLE t (id INTEGER PRIMARY KEY)");
		const writer = new GroupWriter(file);
		const commit = (): Promise<number> => writer.submit(() => file.insert("INSERT INTO t DEFAULT VALUES"));
		const logBytes = (): number => statSync(join(folder, "t.db-wal")).size;
		for (let count = 0; count < 200; count++) await commit();
		const early = logBytes();
		for (let count = 0; count < 400; count++) await commit();
		expect(logBytes()).toBeLessThan(1.5 * early);
		await writer.close();
	} finally {
		file.close();
		rmSync(folder, { recursive: true });
	}
});
