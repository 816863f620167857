// Copies of working folders: everything the job needs, nothing of the user's touched, nothing too large.
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CopyWishes, copyTo, planCopy } from "./working-copy.ts";

let root = "";
let from = "";
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "torc-copy-"));
	from = join(root, "project");
	for (const folder of ["project/data", "project/out", "elsewhere"]) mkdirSync(join(root, folder), { recursive: true });
	for (const path of ["project/train.py", "project/data/a.csv", "project/out/old.txt", "elsewhere/big.bin"]) {
		writeFileSync(join(root, path), path);
	}
	symlinkSync("data/a.csv", join(from, "inside"));
	symlinkSync(join(root, "elsewhere"), join(from, "outside"));
	symlinkSync("..", join(from, "loop"));
	symlinkSync("nowhere", join(from, "dangling"));
});
afterEach(() => rmSync(root, { recursive: true }));

const wishes = (changes: Partial<CopyWishes> = {}): CopyWishes => ({
	from,
	links: [],
	without: new Set([join(from, "out/old.txt")]),
	limitBytes: 1000,
	...changes,
});

function copied(changes: Partial<CopyWishes> = {}): string[] {
	const target = join(root, "copy");
	copyTo(planCopy(wishes(changes)), target);
	return readdirSync(target, { recursive: true, encoding: "utf8" }).sort();
}

test("everything but old results; folders stay though they are empty; links never lead out", () => {
	expect(copied()).toEqual(["data", "data/a.csv", "inside", "out", "outside", "outside/big.bin", "train.py"]);
	const target = join(root, "copy");
	expect(lstatSync(join(target, "inside")).isSymbolicLink()).toBe(true);
	expect(lstatSync(join(target, "outside")).isSymbolicLink()).toBe(false);
	writeFileSync(join(target, "outside/big.bin"), "changed");
	expect(readFileSync(join(root, "elsewhere/big.bin"), "utf8")).toBe("elsewhere/big.bin");
});

test("times are kept", () => {
	utimesSync(join(from, "train.py"), 1_000, 2_000);
	copied();
	expect(statSync(join(root, "copy/train.py")).mtimeMs).toBe(2_000_000);
});

test("only what is named, and links to what is large", () => {
	expect(copied({ only: ["train.py"], links: ["data"] })).toEqual(["data", "data/a.csv", "train.py"]);
	expect(lstatSync(join(root, "copy/data")).isSymbolicLink()).toBe(true);
	expect(readFileSync(join(root, "copy/data/a.csv"), "utf8")).toBe("project/data/a.csv");
});

test.each([
	["too large", { limitBytes: 10 }, "holds more than 10 B; nothing was copied"],
	["not there", { only: ["trian.py"] }, "There is no trian.py"],
	["not in the folder", { links: ["../elsewhere"] }, "../elsewhere is not in the working folder"],
] as const)("%s", (_, changes, message) => {
	expect(() => planCopy(wishes(changes))).toThrow(message);
});
