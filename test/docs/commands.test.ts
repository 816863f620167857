// The commands of the README work as they stand (npm's own are what runs this test).
import { expect, test } from "bun:test";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "../cli/torc-process.ts";

const ROOT = join(import.meta.dir, "../..");

/** `./bin/torc …` in the console blocks, in their order. */
function commands(document: string): string[] {
	const text = readFileSync(join(ROOT, document), "utf8");
	const blocks = [...text.matchAll(/```console\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
	return blocks
		.flatMap((block) => block.split("\n"))
		.map((line) => line.replace(/^npm ci && /, "").trim())
		.filter((line) => line.startsWith("./bin/torc "));
}

for (const document of ["README.md"]) {
	test(`the commands of ${document} run`, async () => {
		using scratch = new Scratch();
		cpSync(join(ROOT, "examples"), join(scratch.path, "examples"), { recursive: true });
		const found = commands(document);
		expect(found.length).toBeGreaterThan(0);
		for (const line of found) {
			const { exitCode, stderr } = await scratch.torc(line.split(/\s+/).slice(1));
			expect({ line, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ line, exitCode: 0, stderr: "" });
		}
	});
}
