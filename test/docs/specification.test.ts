// The reference of the specification names every field that the reader knows.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../../src/spec/records/field-check.ts";
import { workflow } from "../../src/spec/records/workflow-record.ts";

const TEXT = readFileSync(join(import.meta.dir, "../../docs/reference/specification.md"), "utf8");

/** `execution_config.mode`, … */
function pathsOf({ fields }: Check, above = ""): string[] {
	return Object.entries(fields ?? {}).flatMap(([name, check]) => [above + name, ...pathsOf(check, `${above}${name}.`)]);
}

test("every field is named", () => {
	const paths = pathsOf(workflow);
	expect(paths).toContain("failure_handlers.rules.exit_codes");
	const isNamed = (path: string): boolean => TEXT.includes(`\`${path.split(".").at(-1)}\``);
	expect(paths.filter((path) => !isNamed(path))).toEqual([]);
});
