// Programs that tests need beside npm's packages: installed when this is root on Debian, else said.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Program → its Debian package. Null when all can be had; else why not. Installs what is missing where it may. */
export function missingPrograms(programs: Readonly<Record<string, string>>): string | null {
	const missing = Object.entries(programs).filter(([program]) => !onPath(program));
	if (missing.length === 0) return null;
	return installDebian(
		missing.map(([, name]) => name),
		missing.map(([program]) => program).join(", "),
	);
}

/** Null when the packages, that bring `names`, are installed; else why not. */
export function installDebian(packages: readonly string[], names: string): string | null {
	if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) {
		return `not installed: ${names} (root on Debian would install them)`;
	}
	console.log(`installing ${packages.join(", ")} for the tests`);
	try {
		apt("update");
		apt("install", "--yes", "--no-install-recommends", ...packages);
		return null;
	} catch (error) {
		return `${names} cannot be installed: ${(error as Error).message}`;
	}
}

function apt(...args: readonly string[]): void {
	execFileSync("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=600", ...args], {
		stdio: ["ignore", "ignore", "inherit"],
		env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
	});
}

const onPath = (program: string): boolean =>
	(process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
