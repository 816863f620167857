// The commands in a file, one per line.
import { readFileSync } from "node:fs";
import { TorcError } from "../../../core/errors.ts";

/**
 * `-` is standard input, which must be a pipe. Blank lines and those that begin with # are left out.
 * Errors: `usage` (standard input is a terminal), `not_found`, `environment` when it cannot be read.
 */
export function readCommandLines(file: string, stdinIsTerminal: boolean): string[] {
	if (file === "-" && stdinIsTerminal) {
		throw new TorcError("usage", "- reads commands from a pipe, and standard input is a terminal", {
			hint: "For example: cat commands.txt | torc exec -C -",
		});
	}
	return readText(file)
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "" && !line.startsWith("#"));
}

function readText(file: string): string {
	try {
		return readFileSync(file === "-" ? 0 : file, "utf8");
	} catch (error) {
		const hint = "It holds a command per line.";
		if ((error as NodeJS.ErrnoException).code === "ENOENT") {
			throw new TorcError("not_found", `File does not exist: ${file}`, { cause: error, hint });
		}
		throw new TorcError("environment", `Cannot read ${file}: ${(error as Error).message}`, { cause: error, hint });
	}
}
