// The references of the REST interface and of the command line are what the declarations say.
import { expect, test } from "bun:test";
import { join } from "node:path";

test("the generated references are current", () => {
	const tool = join(import.meta.dir, "../../tools/docs.ts");
	const { exitCode, stderr } = Bun.spawnSync([process.execPath, tool, "--check"]);
	expect({ exitCode, stderr: stderr.toString() }).toEqual({ exitCode: 0, stderr: "" });
});
