// What the Slurm tests need of the machine: installed when this is root on Debian, else said.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const PROGRAMS = ["slurmctld", "slurmd", "sbatch", "munged", "gcc", "ss"];

/** Null when a cluster can be started here; else why not. Installs what is missing where it may. */
export function slurmMissing(): string | null {
	if (process.platform !== "linux") return "Slurm runs on Linux only";
	if (process.getuid?.() !== 0) return "a test cluster needs root";
	const missing = PROGRAMS.filter((name) => !onPath(name));
	if (missing.length === 0) return null;
	if (!existsSync("/etc/debian_version"))
		return `not installed: ${missing.join(", ")} (Debian would be asked for them)`;
	console.log(`installing Slurm for the tests (missing: ${missing.join(", ")})`);
	try {
		execFileSync("bash", [join(import.meta.dir, "cluster.sh"), "install"], { stdio: ["ignore", "ignore", "inherit"] });
		return null;
	} catch (error) {
		return `Slurm cannot be installed: ${(error as Error).message}`;
	}
}

const onPath = (name: string): boolean =>
	["/usr/sbin", "/usr/bin", "/sbin", "/bin"].some((folder) => existsSync(join(folder, name)));
