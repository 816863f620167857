// The Python packages that tests use as programs and clients: installed below the checkout when missing, else said why not.
import { type ExecFileSyncOptions, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A virtual environment, ignored by git as `node_modules` is. */
const ENVIRONMENT = join(import.meta.dir, "../../.python");
const REQUIREMENTS = join(import.meta.dir, "requirements.txt");
/** What the environment was made from; written last, so that a half-made one is made again. */
const STAMP = join(ENVIRONMENT, "requirements.sha256");

/** Path of a program of the environment, e.g. `python`. */
export const pythonProgram = (name: string): string => join(ENVIRONMENT, "bin", name);

/** Null when the packages are there; installs them where they are not. Else why they cannot be had. */
export function pythonMissing(): string | null {
	const wanted = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");
	if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return null;
	console.log("installing the Python packages of the tests into .python");
	try {
		rmSync(ENVIRONMENT, { recursive: true, force: true });
		createEnvironment();
		execFileSync(pythonProgram("pip"), ["install", "--quiet", "--no-deps", "--requirement", REQUIREMENTS], QUIETLY);
		writeFileSync(STAMP, wanted);
		return null;
	} catch (error) {
		return `the Python packages cannot be installed: ${(error as Error).message}`;
	}
}

const QUIETLY: ExecFileSyncOptions = { stdio: ["ignore", "ignore", "inherit"] };

/** Debian keeps the module that makes environments in a package of its own. */
function createEnvironment(): void {
	const canMake = Bun.spawnSync(["python3", "-c", "import venv, ensurepip"], { stderr: "ignore" }).exitCode === 0;
	if (!canMake && process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
		execFileSync("apt-get", ["update", "-qq"], QUIETLY);
		execFileSync("apt-get", ["install", "-qq", "-y", "--no-install-recommends", "python3-venv"], QUIETLY);
	}
	execFileSync("python3", ["-m", "venv", ENVIRONMENT], QUIETLY);
}
