// The folders below the output folder.
import { accessSync, constants, mkdirSync } from "node:fs";
import { TorcError } from "../core/errors.ts";

/** With its parents; it may be there already, and can be written to. Errors: `environment`. */
export function makeFolder(path: string): void {
	try {
		mkdirSync(path, { recursive: true });
		accessSync(path, constants.W_OK);
	} catch (error) {
		throw new TorcError("environment", `Cannot write to the output folder: ${(error as Error).message}`, {
			cause: error,
			hint: "Choose another with --output-dir, or make it writable. Nothing was started.",
		});
	}
}
