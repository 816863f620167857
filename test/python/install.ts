// The Python packages that tests use as programs and clients: installed below the checkout when missing, else said why not.
import { type ExecFileSyncOptions, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installDebian } from "../debian-packages.ts";

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
	const missing = modulesMissing();
	if (missing !== null) return missing;
	console.log("installing the Python packages of the tests into .python");
	try {
		rmSync(ENVIRONMENT, { recursive: true, force: true });
		execFileSync("python3", ["-m", "venv", ENVIRONMENT], QUIETLY);
		execFileSync(
			pythonProgram("pip"),
			["install", "--quiet", "--no-deps", "--no-compile", "--requirement", REQUIREMENTS],
			QUIETLY,
		);
		writeFileSync(STAMP, wanted);
		return null;
	} catch (error) {
		return `the Python packages cannot be installed: ${(error as Error).message}`;
	}
}

const QUIETLY: ExecFileSyncOptions = { stdio: ["ignore", "ignore", "inherit"] };

/** Debian keeps the modules that make environments in a package of their own. Null, or why they are not there. */
function modulesMissing(): string | null {
	const found = Bun.which("python3") !== null && execSuccess("python3", ["-c", "import venv, ensurepip"]);
	return found ? null : installDebian(["python3-venv"], "Python with venv");
}

function execSuccess(program: string, args: readonly string[]): boolean {
	try {
		execFileSync(program, args, { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}
