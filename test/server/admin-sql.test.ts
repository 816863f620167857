// SQL of administrators: what reads, what writes, what is refused, and what the audit log says afterwards.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkedServer } from "./checked-server.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-admin-sql-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The rules hold for a file, where readers have a connection of their own, and in memory, where they have not. */
const places = [
	["a file", join(folder, "torc.db")],
	["memory", ":memory:"],
] as const;

async function withWorkflows(databasePath: string, names: readonly string[]) {
	const checked = await checkedServer({ databasePath });
	for (const name of names) await checked.client.createWorkflow({ body: { name, user: "ada" } });
	return checked;
}

const REFUSED: readonly (readonly [what: string, body: object, kind: string | undefined, message: string])[] = [
	["nothing", { sql: " -- ; " }, "InvalidStatement", "no statement"],
	["two statements", { sql: "SELECT 1; SELECT 2" }, "InvalidStatement", "one at a time"],
	["a hidden second statement", { sql: "SELECT 1\0; DELETE FROM workflow", write: true }, undefined, "null character"],
	["a write that reads", { sql: "DELETE FROM workflow WHERE 1" }, "InvalidStatement", "write=true"],
	["a write behind WITH", { sql: "WITH x AS (SELECT 1) DELETE FROM workflow" }, "QueryFailed", "readonly"],
	["an unknown column", { sql: "SELECT nope FROM job" }, "QueryFailed", "no such column: nope"],
	["no SQL", { sql: "hello" }, "InvalidStatement", "HELLO"],
	["a negative limit", { sql: "SELECT 1", limit: -1 }, "InvalidStatement", "limit"],
	[
		"a table that is not there",
		{ sql: "INSERT INTO nope VALUES (1)", write: true },
		"ExecutionFailed",
		"no such table",
	],
	["a broken rule", { sql: "INSERT INTO workflow (id) VALUES (1)", write: true }, "ExecutionFailed", "constraint"],
	["DELETE of everything", { sql: "DELETE FROM workflow", write: true }, "InvalidStatement", "without WHERE"],
	["UPDATE of everything", { sql: "UPDATE workflow SET name = 1", write: true }, "InvalidStatement", "without WHERE"],
	["a temporary table", { sql: "CREATE TEMP TABLE job (x)", write: true }, "ExecutionFailed", "not authorized"],
	["the same by its schema", { sql: "CREATE TABLE temp.job (x)", write: true }, "ExecutionFailed", "not authorized"],
	[
		"an index of the log",
		{ sql: "CREATE UNIQUE INDEX x ON admin_audit_log (id)", write: true },
		"ExecutionFailed",
		"auth",
	],
	...[
		"DROP TABLE job",
		"ALTER TABLE job ADD x",
		"TRUNCATE job",
		"ATTACH 'x' AS y",
		"DETACH y",
		"PRAGMA query_only = 0",
		"BEGIN",
		"COMMIT",
		"END",
		"ROLLBACK",
		"SAVEPOINT x",
		"RELEASE x",
		"VACUUM",
		"EXPLAIN SELECT 1",
	].map((sql) => [sql, { sql, write: true }, "InvalidStatement", "not allowed here"] as const),
];

for (const [place, path] of places) {
	test(`refused in ${place}, and nothing is changed`, async () => {
		await using checked = await withWorkflows(path, ["a", "b"]);
		const before = await checked.client.adminSql({ body: { sql: "SELECT * FROM workflow" } });
		for (const [what, body, kind, message] of REFUSED) {
			const response = await checked.request("POST", "/admin/sql", body);
			const { error } = (await response.json()) as { error: { error: string; message: string } };
			expect([what, response.status, error.error, error.message]).toEqual([
				what,
				422,
				kind,
				expect.stringContaining(message),
			]);
		}
		expect(await checked.client.adminSql({ body: { sql: "SELECT * FROM workflow" } })).toEqual(before);
		// Failed writes are in the log, refused ones are not.
		const log = await checked.client.listAdminAuditLog();
		expect(log.items.map((entry) => [entry.sql_text, entry.success])).toEqual([
			["CREATE UNIQUE INDEX x ON admin_audit_log (id)", false],
			["CREATE TABLE temp.job (x)", false],
			["CREATE TEMP TABLE job (x)", false],
			["INSERT INTO workflow (id) VALUES (1)", false],
			["INSERT INTO nope VALUES (1)", false],
		]);
	});

	test(`reads from ${place}`, async () => {
		await using checked = await withWorkflows(path === ":memory:" ? path : `${path}2`, ["a", "b", "c"]);
		const read = (sql: string, limit?: number) => checked.client.adminSql({ body: { sql, limit: limit ?? null } });
		expect(await read("SELECT id, name, name, id FROM workflow ORDER BY id LIMIT 1")).toEqual({
			columns: ["id", "name", "name_2", "id_2"],
			items: [{ id: 1, name: "a", name_2: "a", id_2: 1 }],
			committed: false,
		});
		expect(await read("SELECT COUNT(*) FROM workflow -- all;")).toMatchObject({ items: [{ "COUNT(*)": 3 }] });
		expect(await read("VALUES (1, NULL, 2.5, 'x', x'00ff', 9007199254740993)")).toMatchObject({
			items: [{ column1: 1, column2: null, column3: 2.5, column4: "x", column5: "00ff", column6: "9007199254740993" }],
		});
		expect(await read("SELECT id AS a_2, name AS a, user AS a FROM workflow", 0)).toMatchObject({
			columns: ["a_2", "a", "a_3"],
			truncated: true,
		});
		expect((await read("SELECT name FROM workflow", 2)).items).toHaveLength(2);
		expect((await read("SELECT name FROM pragma_table_info('workflow')")).items.length).toBeGreaterThan(5);
		const many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
		const all = await read(many, 1_000_000);
		expect([all.items.length, all.truncated]).toEqual([100_000, true]);
		expect((await checked.client.listAdminAuditLog()).total_count).toBe(0);
	});

	test(`writes to ${place}`, async () => {
		await using checked = await withWorkflows(path === ":memory:" ? path : `${path}3`, ["a", "b", "c"]);
		const write = (sql: string, more: object = {}) => checked.client.adminSql({ body: { sql, write: true, ...more } });
		const names = async () => (await checked.client.listWorkflows()).items.map(({ name }) => name);

		const preview = await write("UPDATE workflow SET name = 'x' WHERE id < 3", { dry_run: true });
		expect(preview).toEqual({ columns: [], items: [], rows_affected: 2, committed: false });
		expect(await names()).toEqual(["a", "b", "c"]);
		expect(await write("UPDATE workflow SET name = 'x' WHERE id < 3")).toEqual({ ...preview, committed: true });
		expect(await names()).toEqual(["x", "x", "c"]);
		expect(await write("DELETE FROM workflow WHERE id = 1 RETURNING name")).toMatchObject({
			items: [{ name: "x" }],
			rows_affected: 1,
		});
		expect(await write("CREATE TABLE note (text)")).toMatchObject({ rows_affected: 0, committed: true });
		expect(await write("WITH n AS (SELECT 1 AS i UNION SELECT 2) INSERT INTO note SELECT i FROM n")).toMatchObject({
			rows_affected: 2,
		});
		expect(await write("SELECT text FROM note")).toMatchObject({ rows_affected: 0, items: [{ text: 1 }, { text: 2 }] });
		expect(await write("DELETE FROM note", { allow_full_table: true })).toMatchObject({ rows_affected: 2 });

		const log = await checked.client.listAdminAuditLog({ query: { limit: 2 } });
		expect(log).toMatchObject({ total_count: 6, count: 2, has_more: true, max_limit: 100_000 });
		expect(log.items[0]).toMatchObject({
			user_name: "tester",
			sql_text: "DELETE FROM note",
			is_write: true,
			allow_full_table: true,
			rows_affected: 2,
			committed: true,
			success: true,
		});
		const inSql = await checked.client.adminSql({ body: { sql: "SELECT sql_text FROM admin_audit_log ORDER BY id" } });
		expect(inSql.items).toHaveLength(6);
	});

	test(`the audit log in ${place} cannot be changed`, async () => {
		await using checked = await withWorkflows(path === ":memory:" ? path : `${path}4`, ["a"]);
		await checked.client.adminSql({ body: { sql: "UPDATE workflow SET name = 'x' WHERE id = 1", write: true } });
		for (const sql of [
			"DELETE FROM admin_audit_log WHERE 1",
			"UPDATE admin_audit_log SET sql_text = '' WHERE 1",
			"INSERT INTO admin_audit_log SELECT * FROM admin_audit_log",
			"REPLACE INTO admin_audit_log SELECT * FROM admin_audit_log",
			"WITH x AS (SELECT 1) DELETE FROM main.[ADMIN_AUDIT_LOG] WHERE 1",
		]) {
			const response = await checked.request("POST", "/admin/sql", { sql, write: true });
			expect([sql, response.status]).toEqual([sql, 422]);
		}
		const log = await checked.client.listAdminAuditLog();
		expect(log.items.filter((entry) => entry.success).map((entry) => entry.sql_text)).toEqual([
			"UPDATE workflow SET name = 'x' WHERE id = 1",
		]);
		expect(log.total_count).toBe(6);
	});
}

test("switched off, wholly or for writes; the log stays readable", async () => {
	const statusOf = async (adminSql: "off" | "read-only", write: boolean) => {
		await using checked = await checkedServer({ adminSql });
		expect((await checked.request("GET", "/admin/audit-log")).status).toBe(200);
		return (await checked.request("POST", "/admin/sql", { sql: "SELECT 1", write })).status;
	};
	expect(await statusOf("off", false)).toBe(403);
	expect(await statusOf("off", true)).toBe(403);
	expect(await statusOf("read-only", false)).toBe(200);
	expect(await statusOf("read-only", true)).toBe(403);
});

test("a query that never ends holds up nobody, and is ended", async () => {
	await using checked = await checkedServer({ databasePath: join(folder, "endless.db"), adminSqlSeconds: 2 });
	const endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
	const query = checked.request("POST", "/admin/sql", { sql: endless });
	expect((await checked.request("GET", "/ping")).status).toBe(200);
	await checked.client.createWorkflow({ body: { name: "meanwhile", user: "ada" } });
	const answer = await query;
	expect([answer.status, await answer.json()]).toEqual([
		422,
		{ error: { error: "QueryFailed", message: "The query was ended after 2 seconds" } },
	]);
	const many = Array.from({ length: 5 }, () => checked.request("POST", "/admin/sql", { sql: endless }));
	const statuses = (await Promise.all(many)).map((response) => response.status);
	expect(statuses.sort()).toEqual([422, 422, 422, 422, 503]);
	expect((await checked.client.adminSql({ body: { sql: "SELECT name FROM workflow" } })).items).toHaveLength(1);
});
