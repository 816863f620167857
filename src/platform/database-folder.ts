// The folder that a database file lies in.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { TorcError } from "../core/errors.ts";

/** Made if it is missing, with its parents. Errors: `environment`. */
export function makeDatabaseFolder(databasePath: string): string {
	const folder = dirname(databasePath);
	try {
		mkdirSync(folder, { recursive: true });
	} catch (error) {
		throw new TorcError("environment", `Cannot make the folder ${folder} for the database`, {
			cause: error,
			hint: "Name another file, or ask for the right to write there.",
		});
	}
	return folder;
}
