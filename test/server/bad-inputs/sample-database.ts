// A database with something of everything, and a picture of all its rows.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../../src/sqlite/database.ts";
import { type CheckedServer, checkedServer } from "../checked-server.ts";
import { createSample } from "../create-sample.ts";

export interface SampleDatabase extends AsyncDisposable {
	readonly server: CheckedServer;
	/** Every row of every table, as text. */
	picture(): string;
}

export async function sampleDatabase(): Promise<SampleDatabase> {
	const folder = mkdtempSync(join(tmpdir(), "torc-bad-inputs-"));
	const databasePath = join(folder, "torc.db");
	const server = await checkedServer({ databasePath, maxBodyBytes: 100_000 });
	await createSample(server.client);
	const reader = openDatabase(databasePath, { readOnly: true });
	const tables = reader.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
	return {
		server,
		picture: () =>
			tables.map(({ name }) => `${name} ${JSON.stringify(reader.all(`SELECT * FROM ${name}`))}`).join("\n"),
		[Symbol.asyncDispose]: async () => {
			reader.close();
			await server[Symbol.asyncDispose]();
			rmSync(folder, { recursive: true });
		},
	};
}
