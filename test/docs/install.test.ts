// The first page of the walk, on a copy of this checkout and in an empty home: install, and run a first workflow.
import { expect, test } from "bun:test";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Scratch } from "../cli/torc-process.ts";
import { codeBlocks, namedFiles } from "./code-blocks.ts";

const ROOT = join(import.meta.dir, "../..");
const INSTALL = codeBlocks("docs/start/1-install.md").filter(({ language }) => language === "sh");
const FIRST = namedFiles("docs/start/2-first-workflow.md")["first.yaml"] as string;

test("there are two ways to install", () => {
	expect(INSTALL).toHaveLength(2);
});

test.each([
	{ way: "from the source", commands: INSTALL[0]?.text },
	{ way: "as one file", commands: INSTALL[1]?.text },
])(
	"$way",
	({ commands }) => {
		using scratch = new Scratch();
		const checkout = join(scratch.path, "torc");
		const home = join(scratch.path, "home");
		mkdirSync(join(home, ".local/bin"), { recursive: true });
		copyCheckout(checkout);
		writeFileSync(join(home, "first.yaml"), FIRST);
		// What `npm ci` fetched for this checkout is fetched once.
		const cache = execFileSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).trim();
		const env = {
			PATH: `${join(home, ".local/bin")}:${process.env.PATH}`,
			HOME: home,
			USER: "you",
			npm_config_cache: cache,
			npm_config_prefer_offline: "true",
		};
		const script = `set -e\n${commands}\ncd ~\ntorc --version\ntorc run first.yaml`;
		const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: checkout, env, encoding: "utf8" });
		expect({ status, stderr }).toEqual({
			status: 0,
			stderr: expect.stringContaining("Workflow complete: 2 completed"),
		});
		expect(stdout).toMatch(/^torc \d+\.\d+\.\d+$/m);
	},
	240_000,
);

/** What is tracked or would be. */
function copyCheckout(target: string): void {
	const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: ROOT, encoding: "utf8" });
	for (const file of files.split("\0").filter((name) => name !== "" && existsSync(join(ROOT, name)))) {
		mkdirSync(dirname(join(target, file)), { recursive: true });
		cpSync(join(ROOT, file), join(target, file), { verbatimSymlinks: true });
	}
}
