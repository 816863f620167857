// Files and folders of two runs, compared and torn.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareOutputs } from "./compare-outputs.ts";
import { copyEarlier, isDatabase, tear } from "./tear-checkpoint.ts";

let root = "";
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "torc-compare-"));
	for (const folder of ["a/sub", "b/sub"]) mkdirSync(join(root, folder), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));
const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const text = (path: string): string => readFileSync(join(root, path), "utf8");

test.each([
	["the same", "1\n", "1\n", true],
	["other bytes", "1\n", "2\n", false],
	["another size", "1\n", "11\n", false],
	["only one of them", "1\n", null, false],
	["none of them", null, null, true],
] as const)("%s", (_, a, b, equal) => {
	for (const path of ["out", "sub/out"]) {
		if (a !== null) write(`a/${path}`, a);
		if (b !== null) write(`b/${path}`, b);
	}
	const compared = compareOutputs(["out", "sub"], join(root, "a"), join(root, "b"));
	expect(compared).toEqual([
		{ path: "out", equal },
		{ path: "sub", equal },
	]);
});

test("a torn save: the victim cut in half, what was to follow as it was before, or not there", () => {
	const [victim, later, fresh] = ["victim", "later", "fresh"].map((name) => join(root, name)) as [
		string,
		string,
		string,
	];
	write("later", "old");
	const earlier = copyEarlier([victim, later, fresh], join(root, "earlier"));
	for (const name of ["victim", "later", "fresh"]) write(name, `new ${name}`);
	tear({ path: victim, isCut: true, unsaved: [later, fresh] }, earlier);
	expect([text("victim"), text("later"), existsSync(fresh)]).toEqual(["new v", "old", false]);
});

test("a database is known by its first bytes", () => {
	write("db", "SQLite format 3\0 and more");
	write("other", "SQL");
	expect(["db", "other", "none"].map((name) => isDatabase(join(root, name)))).toEqual([true, false, false]);
});
