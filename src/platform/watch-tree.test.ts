// What the kernel says about files while shells work on them.
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileEvent, watchTree } from "./watch-tree.ts";

/** `path kind` of what a script does in a folder that holds the file `old`, repeats left out. */
async function seen(script: string): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), "torc-watch-"));
	try {
		writeFileSync(join(folder, "old"), "1\n");
		using watch = watchTree([folder]);
		const shell = Bun.spawn(["bash", "-c", script], { cwd: folder });
		const events: FileEvent[] = [];
		while (shell.exitCode === null) {
			events.push(...(watch?.drain() ?? []));
			await Bun.sleep(1);
		}
		events.push(...(watch?.drain() ?? []));
		expect(watch?.complete).toBe(true);
		const lines = events.map(({ path, kind }) => `${path.slice(folder.length + 1)} ${kind}`);
		return lines.filter((line, index) => line !== lines[index - 1]);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test.each([
	["read x < old", ["old read"]],
	["echo 2 > old", ["old write"]],
	["echo 2 > new && mv new old", ["new create", "new write", "new remove", "old replace"]],
	["[ -f old ] && stat old > /dev/null", []],
	["mkdir sub; sleep 0.4; echo 2 > sub/a", ["sub/a create", "sub/a write"]],
	[
		"mkdir tmp; sleep 0.4; echo 2 > tmp/a; mv tmp done; sleep 0.4; read x < done/a",
		["tmp/a create", "tmp/a write", "done/a replace", "done/a read"],
	],
] as const)("%s", async (script, expected) => {
	expect(await seen(script)).toEqual([...expected]);
});
