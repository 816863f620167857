// The note beside a served database.
import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimServerRecord, isAlive, readServerRecord, removeServerRecord } from "./server-record.ts";

test("only one program can claim a database; its note is removed by itself alone", () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-record-"));
	try {
		const database = join(folder, "torc.db");
		const mine = { url: "http://127.0.0.1:1/torc-service/v1", pid: process.pid };
		const other = { url: "http://127.0.0.1:2/torc-service/v1", pid: 1 };
		expect(readServerRecord(database)).toBeNull();
		expect(claimServerRecord(database, mine)).toBe(true);
		expect(claimServerRecord(database, other)).toBe(false);
		expect(readServerRecord(database)).toEqual(mine);
		removeServerRecord(database, other);
		expect(readServerRecord(database)).toEqual(mine);
		removeServerRecord(database, mine);
		expect(readdirSync(folder)).toEqual([]);
		writeFileSync(`${database}.server`, "{half");
		expect(readServerRecord(database)).toBeNull();
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("alive means the process exists", () => {
	expect(isAlive({ url: "", pid: process.pid })).toBe(true);
	expect(isAlive({ url: "", pid: 2 ** 30 })).toBe(false);
});
