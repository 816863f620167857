// torc-server export: copies of a database in use, whole or in part, that another server serves.

import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const SPEC = `
name: NAME
files: [{name: out, path: out.txt}]
jobs:
  - {name: first, command: "true", output_files: [out]}
  - {name: second, command: "true", depends_on: [first]}
`;

let scratch: Scratch;
let server: RunningServer;

beforeAll(async () => {
	scratch = new Scratch();
	server = await startServer({ databasePath: join(scratch.path, "torc.db"), host: "127.0.0.1", port: 0 });
	for (const [name, user] of [
		["one", "ada"],
		["two", "ben"],
		["three", "ada"],
	] as const) {
		writeFileSync(join(scratch.path, "w.yaml"), SPEC.replace("NAME", name));
		const args = ["--url", server.url, "create", "w.yaml"];
		expect((await scratch.torc(args, { env: { TORC_USERNAME: user } })).exitCode).toBe(0);
	}
	for (const args of [
		["access-groups", "create", "readers"],
		["access-groups", "add-user", "2", "carl"],
		["access-groups", "add-workflow", "2", "2"],
	]) {
		const { exitCode, stderr } = await scratch.torc(["--url", server.url, ...args]);
		expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: "" });
	}
});

afterAll(async () => {
	await server.close();
	scratch[Symbol.dispose]();
});

function copy(...args: string[]) {
	const program = join(import.meta.dir, "../../bin/torc-server");
	const options = { cwd: scratch.path, env: scratch.environment(), encoding: "utf8" } as const;
	const { status, stdout, stderr } = spawnSync(program, ["export", "-d", "torc.db", ...args], options);
	return { exitCode: status, stdout, stderr };
}

function rows(file: string, table: string): number {
	using database = new Database(join(scratch.path, file), { readonly: true });
	return (database.query(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
}

const names = async (file: string): Promise<string[]> => {
	const listed = await scratch.json<{ items: { name: string }[] }>("-s", "--db", file, "list", "-a");
	return listed.items.map((workflow) => workflow.name);
};

test("everything, while a server is at work", async () => {
	const { exitCode, stdout } = copy("-o", "all.db");
	expect([exitCode, stdout.split(" (")[0]]).toEqual([0, "Copied 3 workflows to all.db"]);
	expect(await names("all.db")).toEqual(["one", "two", "three"]);
	// Besides the group of administrators.
	expect([rows("all.db", "user_group_membership"), rows("all.db", "workflow_access_group")]).toEqual([1, 1]);
});

test("some of it: by id, by user, by group; nothing of the others is left", async () => {
	expect(copy("-o", "some.db", "3").exitCode).toBe(0);
	expect(await names("some.db")).toEqual(["three"]);
	expect(copy("-o", "ada.db", "--user", "ada").exitCode).toBe(0);
	for (const table of ["workflow", "job", "file", "dependency_set", "status_counter", "resource_requirements"]) {
		expect({ table, share: rows("ada.db", table) / rows("torc.db", table) }).toEqual({ table, share: 2 / 3 });
	}
	expect([rows("ada.db", "access_group"), rows("ada.db", "user_group_membership")]).toEqual([0, 0]);
	expect(copy("-o", "shared.db", "--access-group", "2", "--preserve-access-groups", "--no-vacuum").exitCode).toBe(0);
	expect(await names("shared.db")).toEqual(["two"]);
	expect(rows("shared.db", "user_group_membership")).toBe(1);
});

test("nothing is written when nothing matches, and nothing is overwritten unasked", () => {
	for (const filter of [["99"], ["--user", "nobody"], ["--access-group", "7"]]) {
		const { exitCode, stderr } = copy("-o", "none.db", ...filter);
		expect([exitCode, stderr.includes("99") || stderr.includes("There are no workflows")]).toEqual([1, true]);
	}
	expect(readdirSync(scratch.path).filter((name) => name.startsWith("none.db"))).toEqual([]);
	writeFileSync(join(scratch.path, "taken.db"), "mine");
	expect(copy("-o", "taken.db").stderr).toContain("is there already; it was left as it is");
	expect(copy("-o", "taken.db", "--overwrite").exitCode).toBe(0);
	expect(rows("taken.db", "workflow")).toBe(3);
	expect(copy("-o", "x.db", "--user", "ada", "1").exitCode).toBe(2);
	expect(existsSync(join(scratch.path, "x.db"))).toBe(false);
});
