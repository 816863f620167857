// The folders below the output folder.
import { mkdirSync } from "node:fs";
import { TorcError } from "../core/errors.ts";

/** With its parents; it may be there already. Errors: `environment`. */
export function makeFolder(path: string): void {
	try {
		mkdirSync(path, { recursive: true });
	} catch (error) {
		throw new TorcError("environment", `Cannot write to the output folder: ${(error as Error).message}`, {
			cause: error,
			hint: "Choose another with --output-dir, or make it writable. Nothing was started.",
		});
	}
}
