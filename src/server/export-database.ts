// Writes a copy of a server's database to a file: whole or not at all.
import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { TorcError } from "../core/errors.ts";
import { copyDatabase, type Kept } from "../store/copy-database.ts";

export interface ExportDatabaseOptions {
	readonly database: string;
	readonly output: string;
	readonly keep: Kept | null;
	readonly overwrite: boolean;
	readonly keepGroups: boolean;
	readonly vacuum: boolean;
}

export interface ExportedDatabase {
	readonly workflows: number;
	readonly sizeBytes: number;
}

/** Errors: `not_found` (no such database, no workflow matches), `conflict` (the file is there), `environment`. */
export function exportDatabase(options: ExportDatabaseOptions): ExportedDatabase {
	const { database, output, overwrite } = options;
	if (!existsSync(database)) {
		throw new TorcError("not_found", `There is no database ${database}`, { hint: "Name it with --database." });
	}
	if (existsSync(output) && !overwrite) {
		throw new TorcError("conflict", `${output} is there already; it was left as it is`, {
			hint: "--overwrite replaces it.",
		});
	}
	const partial = `${output}.partial`;
	rmSync(partial, { force: true });
	try {
		const workflows = copyDatabase({ ...options, from: database, to: partial });
		const { size } = statSync(partial);
		renameSync(partial, output);
		return { workflows, sizeBytes: size };
	} finally {
		for (const rest of ["", "-wal", "-shm"]) rmSync(partial + rest, { force: true });
	}
}
