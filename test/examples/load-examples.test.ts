// Every example loads without a complaint, and its twins in other formats mean the same.
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { loadSpec } from "../../src/spec/load-spec.ts";

const EXAMPLES = join(import.meta.dir, "../../examples");
const names = readdirSync(EXAMPLES).filter((name) => /\.(yaml|kdl|json5)$/.test(name));

const load = (name: string) =>
	loadSpec({ text: readFileSync(join(EXAMPLES, name), "utf8"), file: name, baseDirectory: EXAMPLES, user: "tester" });

for (const name of names) {
	test(`${name} loads`, () => {
		const { diagnostics, draft } = load(name);
		expect(diagnostics).toEqual([]);
		expect(draft?.jobs.length).toBeGreaterThan(0);
	});
}

for (const name of names.filter((candidate) => extname(candidate) !== ".yaml")) {
	test(`${name} means the same as its YAML twin`, () => {
		expect(load(name).draft).toEqual(load(`${basename(name, extname(name))}.yaml`).draft);
	});
}

test("three examples have twins in both other formats", () => {
	const twins = (extension: string) =>
		names.filter((name) => name.endsWith(extension)).map((name) => basename(name, extension));
	expect(twins(".kdl").sort()).toEqual(twins(".json5").sort());
	expect(twins(".kdl").length).toBeGreaterThanOrEqual(3);
});
