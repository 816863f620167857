// The specifications of the Slurm guide are ones that torc takes.
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "../cli/torc-process.ts";
import { codeBlocks } from "./code-blocks.ts";

const SPECS = codeBlocks("docs/how-to/slurm.md").filter(({ language }) => language === "yaml");

test("every specification of the guide is valid", async () => {
	using scratch = new Scratch();
	expect(SPECS).toHaveLength(2);
	for (const [place, { text }] of SPECS.entries()) {
		writeFileSync(join(scratch.path, `spec-${place}.yaml`), text);
		const checked = await scratch.json<{ valid: boolean; warnings: string[] }>(
			"create",
			"--dry-run",
			`spec-${place}.yaml`,
		);
		expect({ place, valid: checked.valid, warnings: checked.warnings }).toEqual({ place, valid: true, warnings: [] });
	}
});
