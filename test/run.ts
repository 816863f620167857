// The test command: all tests in groups that two cores can bear, then one line with the sum.
//   npm test                 everything
//   npm test -- src/spec     only what lies below these paths
import { spawn } from "node:child_process";
import { browserMissing } from "./browser/browser-missing.ts";
import { missingPrograms } from "./debian-packages.ts";
import { pythonMissing } from "./python/install.ts";
import { shellsMissing } from "./shells/shells-missing.ts";
import { slurmMissing } from "./slurm/lab/install.ts";

interface Group {
	readonly name: string;
	readonly paths: readonly string[];
	/** Why it cannot run here; null when it can. */
	readonly missing?: () => string | null;
}

const GROUPS: readonly Group[] = [
	{ name: "units", paths: ["./src/"] },
	{ name: "architecture", paths: ["./test/architecture/"] },
	{ name: "specifications", paths: ["./test/spec/", "./test/examples/"] },
	{ name: "store and server", paths: ["./test/store/", "./test/server/", "./test/contract/"] },
	{ name: "programs", paths: ["./test/cli/", "./test/runner/", "./test/build/"] },
	{
		name: "checkpoints",
		paths: ["./test/checkpoint/", "./test/docs/"],
		missing: () => missingPrograms({ python3: "python3" }),
	},
	{ name: "certificates", paths: ["./test/tls/"], missing: () => missingPrograms({ openssl: "openssl" }) },
	{ name: "shells", paths: ["./test/shells/"], missing: shellsMissing },
	{ name: "browser", paths: ["./test/browser/"], missing: browserMissing },
	{ name: "others' clients", paths: ["./test/clients/", "./test/fuzz/"], missing: pythonMissing },
	{ name: "Slurm", paths: ["./test/slurm/"], missing: slurmMissing },
];

/** Milliseconds; a test that needs longer says so itself. */
const TEST_TIMEOUT_MS = 60_000;

interface Sum {
	passed: number;
	failed: number;
}

const wanted = process.argv.slice(2);
const sum: Sum = { passed: 0, failed: 0 };
for (const group of wanted.length > 0 ? [chosen(wanted.map((path) => `./${path.replace(/^\.\//, "")}`))] : GROUPS) {
	await runGroup(group);
}
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;

/** What lies below these paths needs what the groups there need. */
function chosen(paths: readonly string[]): Group {
	const meet = (own: string): boolean =>
		paths.some((path) => own.startsWith(path) || path.startsWith(own.slice(0, -1)));
	const touched = GROUPS.filter((group) => group.paths.some(meet));
	const missing = () => touched.map((group) => group.missing?.() ?? null).find((each) => each !== null) ?? null;
	return { name: "chosen", paths, missing };
}

async function runGroup(group: Group): Promise<void> {
	const missing = group.missing?.() ?? null;
	if (missing !== null) {
		console.log(`SKIPPED ${group.name}: ${missing}`);
		if (process.env.CI === "true") sum.failed++;
		return;
	}
	console.log(`\n== ${group.name}`);
	const { code, output } = await bunTest(group.paths);
	const counted = { passed: lastNumber(output, / (\d+) pass\b/g), failed: lastNumber(output, / (\d+) fail\b/g) };
	sum.passed += counted.passed;
	sum.failed += counted.failed;
	// A run that failed without a failed test: a file that does not load, a crash.
	if (code !== 0 && counted.failed === 0) sum.failed++;
}

function bunTest(paths: readonly string[]): Promise<{ code: number; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ["test", `--timeout=${TEST_TIMEOUT_MS}`, ...paths], {
			stdio: ["ignore", "pipe", "pipe"],
			env: { ...process.env, TORC_API_URL: "", NO_COLOR: "1" },
		});
		let output = "";
		const pass = (chunk: Buffer): void => {
			output += chunk.toString();
			process.stdout.write(chunk);
		};
		child.stdout.on("data", pass);
		child.stderr.on("data", pass);
		child.on("error", reject);
		child.on("close", (code) => resolve({ code: code ?? 1, output }));
	});
}

function lastNumber(text: string, pattern: RegExp): number {
	return Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);
}
