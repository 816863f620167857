// The new user's walk through docs/start, and the guide to looking at results: every command, with what it prints.
import { expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { walk } from "./walk.ts";

setDefaultTimeout(120_000);

const ROOT = join(import.meta.dir, "../..");
const START = readdirSync(join(ROOT, "docs/start"))
	.sort()
	.map((name) => `docs/start/${name}`);
const RESULTS = "docs/how-to/results.md";

test("the walk has five pages, each with the way to the next", () => {
	expect(START).toHaveLength(5);
	for (const [place, page] of START.slice(0, -1).entries()) {
		const next = START[place + 1]?.split("/").at(-1);
		expect(readFileSync(join(ROOT, page), "utf8")).toContain(`](${next})`);
	}
});

test("every command of the walk prints what its page says", () => {
	expect(walk(START)).toBeGreaterThan(20);
});

test("every command of the guide to results prints what it says", () => {
	expect(walk([RESULTS])).toBeGreaterThan(8);
});
