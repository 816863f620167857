// Builds the self-contained executable into dist/, the other five program names beside it, and the OpenAPI document of
// the interface as openapi.json and openapi.yaml.
//   npm run build          for this platform
//   npm run build -- --all for every platform whose Bun is installed from the npm registry
import { existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openApiDocument } from "../src/contract/openapi.ts";
import { openApiYaml } from "../src/contract/openapi-yaml.ts";

const ROOT = join(import.meta.dir, "..");
const DIST = join(ROOT, "dist");
const OTHER_NAMES = ["torc-server", "torc-slurm-job-runner", "torc-dash", "torc-mcp-server", "torc-htpasswd"];
const PLATFORMS = ["linux-x64", "linux-aarch64", "darwin-x64", "darwin-aarch64"];
const host = `${process.platform}-${process.arch === "arm64" ? "aarch64" : process.arch}`;

const wanted = process.argv.includes("--all") ? PLATFORMS : [host];
mkdirSync(DIST, { recursive: true });
writeFileSync(join(DIST, "openapi.json"), `${JSON.stringify(openApiDocument(), null, "\t")}\n`);
writeFileSync(join(DIST, "openapi.yaml"), openApiYaml());
let failed = false;
for (const platform of wanted) failed = !(await build(platform)) || failed;
process.exitCode = failed ? 1 : 0;

/** False when it could not be built although it should be possible here. */
async function build(platform: string): Promise<boolean> {
	const bun = bunFor(platform);
	if (bun === null) {
		console.log(`${platform}: left out, its Bun (@oven/bun-${platform}) is not installed; build it on that platform`);
		return true;
	}
	const folder = platform === host ? DIST : join(DIST, platform);
	mkdirSync(folder, { recursive: true });
	const outfile = join(folder, "torc");
	const built = Bun.spawn(
		[
			process.execPath,
			"build",
			"--compile",
			"--minify",
			"--bytecode",
			// Users' .env and bunfig.toml are not ours: they must not reach the jobs' environment.
			"--no-compile-autoload-dotenv",
			"--no-compile-autoload-bunfig",
			`--define=TORC_BUILD_COMMIT=${JSON.stringify(commit())}`,
			`--compile-executable-path=${bun}`,
			`--outfile=${outfile}`,
			join(ROOT, "src/main.ts"),
		],
		{ cwd: ROOT, stdout: "pipe", stderr: "inherit" },
	);
	if ((await built.exited) !== 0) return false;
	for (const name of OTHER_NAMES) {
		rmSync(join(folder, name), { force: true });
		symlinkSync("torc", join(folder, name));
	}
	console.log(`${platform}: ${outfile} (${(statSync(outfile).size / 2 ** 20).toFixed(0)} MiB)`);
	return true;
}

/** Of the checkout this is built from. */
function commit(): string {
	const { stdout, exitCode } = Bun.spawnSync(["git", "rev-parse", "--short", "HEAD"], { cwd: ROOT, stderr: "ignore" });
	return exitCode === 0 ? stdout.toString().trim() : "unknown";
}

/** Bun's own executable for a platform; cross builds never download one. */
function bunFor(platform: string): string | null {
	if (platform === host) return process.execPath;
	const path = join(ROOT, "node_modules/@oven", `bun-${platform}`, "bin/bun");
	return existsSync(path) ? path : null;
}
