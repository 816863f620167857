// The rules of the house, checked: arrows between folders, sizes and names of files, who may touch what.
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ARROWS, forbiddenImports, type SourceFile } from "./arrows.ts";
import { importsOf } from "./import-scan.ts";

const ROOT = join(import.meta.dir, "../..");
const FOLDERS = ["src", "test", "tools", "bench"];
const files: readonly SourceFile[] = FOLDERS.flatMap((folder) => textsOf(folder, /\.tsx?$/));
const program = files.filter((file) => file.path.startsWith("src/") && !file.path.endsWith(".test.ts"));

function textsOf(folder: string, named: RegExp): SourceFile[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
		.filter((name) => named.test(name))
		.map((name) => ({ path: `${folder}/${name}`, source: readFileSync(join(ROOT, folder, name), "utf8") }));
}

test("imports follow the arrows", () => {
	expect(forbiddenImports(program)).toEqual([]);
});

test("every folder of src has its arrows", () => {
	const folders = readdirSync(join(ROOT, "src"), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && program.some((file) => file.path.startsWith(`src/${entry.name}/`)))
		.map((entry) => entry.name);
	expect(folders.sort()).toEqual(Object.keys(ARROWS).sort());
});

test("a reversed arrow is found", () => {
	const reversed = [
		{ path: "src/core/clock.ts", source: 'import { openStore } from "../store/open-store.ts";\n' },
		{ path: "src/store/reads/jobs.ts", source: 'const page = await import("../../server/router.ts");\n' },
		{ path: "src/client/connect.ts", source: 'export { x } from "../contract/route.ts";\n' },
	];
	expect(forbiddenImports(reversed)).toEqual([
		"src/core/clock.ts imports ../store/open-store.ts: core may not know store",
		"src/store/reads/jobs.ts imports ../../server/router.ts: store may not know server",
	]);
});

test("no file is longer than 300 lines", () => {
	const pages = textsOf("docs", /\.md$/);
	const transcripts = textsOf("test/cli/transcripts", /\.txt$/);
	const long = [...files, ...pages, ...transcripts].filter(({ source }) => source.trimEnd().split("\n").length > 300);
	expect(long.map((file) => file.path)).toEqual([]);
});

test("files are named for one thing", () => {
	const vague = /^(utils?|helpers?|common|types|manager|misc|shared|stuff)\.tsx?$/;
	expect(files.filter((file) => vague.test(basename(file.path))).map((file) => file.path)).toEqual([]);
	expect(files.filter((file) => !/^[a-z0-9.-]+$/.test(basename(file.path))).map((file) => file.path)).toEqual([]);
});

test("every file says in its first line what it is", () => {
	expect(files.filter((file) => !/^(\/\/|\/\*)/.test(file.source)).map((file) => file.path)).toEqual([]);
});

test("only src/platform knows Bun", () => {
	const users = program.filter(
		(file) =>
			!file.path.startsWith("src/platform/") &&
			(importsOf(file.source).some((name) => name === "bun" || name.startsWith("bun:")) || /\bBun\./.test(code(file))),
	);
	expect(users.map((file) => file.path)).toEqual([]);
});

test("only src/sqlite knows the database driver", () => {
	const users = program.filter((file) => importsOf(file.source).includes("node:sqlite"));
	expect(users.map((file) => file.path)).toEqual(["src/sqlite/database.ts", "src/sqlite/foreign-statement.ts"]);
});

test("only src/main.ts ends the process", () => {
	const enders = program.filter((file) => /\bprocess\.exit\(/.test(code(file)));
	expect(enders.map((file) => file.path)).toEqual(["src/main.ts"]);
});

/** The source without comments. */
const code = ({ source }: SourceFile): string => source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
