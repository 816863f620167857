// Schema versions: each migration is a text of statements, applied once, in order, in one transaction.
import { TorcError } from "../core/errors.ts";
import type { Database } from "./database.ts";

export interface SchemaHistory {
	/** SQLite's application_id, so that a foreign database is recognised. */
	readonly applicationId: number;
	/** `migrations[n]` takes version n to n + 1. Never edit one that was released. */
	readonly migrations: readonly string[];
}

/**
 * Brings a database to the newest version. Safe when two processes start at once: the second waits for the lock and
 * finds nothing left to do. Errors: `incompatible` for a newer version or another program's database.
 */
export function migrate(database: Database, history: SchemaHistory): void {
	if (versionOf(database) === history.migrations.length && isOurs(database, history)) return;
	database.exec("BEGIN IMMEDIATE");
	try {
		const version = versionOf(database);
		refuseForeign(database, history, version);
		for (const migration of history.migrations.slice(version)) database.exec(migration);
		database.exec(`PRAGMA application_id = ${history.applicationId}`);
		database.exec(`PRAGMA user_version = ${history.migrations.length}`);
		database.exec("COMMIT");
	} catch (error) {
		database.rollBack();
		throw error;
	}
}

function refuseForeign(database: Database, history: SchemaHistory, version: number): void {
	const tables = database.get<{ n: number }>("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'")?.n ?? 0;
	if (tables > 0 && !isOurs(database, history)) {
		throw new TorcError("incompatible", `${database.path} is a database of another program; it was left as it is`, {
			hint: "Name another file with --database or --db.",
		});
	}
	if (version > history.migrations.length) {
		throw new TorcError(
			"incompatible",
			`${database.path} was written by a newer Torc (schema ${version}, this program knows ${history.migrations.length}); it was left as it is`,
			{ hint: "Use the newer Torc, or name another file." },
		);
	}
}

function versionOf(database: Database): number {
	return database.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
}

function isOurs(database: Database, history: SchemaHistory): boolean {
	return database.get<{ application_id: number }>("PRAGMA application_id")?.application_id === history.applicationId;
}
