// The path under which other processes can start this program.
import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** The compiled executable, or the launcher of a checkout; null when neither is there. */
export function ownProgram(): string | null {
	const here = import.meta.dir;
	if (here.startsWith("/$bunfs/") || /^[A-Z]:[\\/]~BUN/.test(here)) return process.execPath;
	const launcher = resolve(here, "../../bin/torc");
	return existsSync(launcher) ? launcher : null;
}
