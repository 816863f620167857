// The program whose server is used ends: requests wait until its database may be served, and then are answered.
import { afterEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../../server/start-server.ts";
import { inheritServer } from "./inherited-server.ts";
import { claimServerRecord, removeServerRecord } from "./server-record.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-inherit-"));
afterEach(() => rmSync(folder, { recursive: true }));

test("a server that is closing is waited for", async () => {
	const databasePath = join(folder, "torc.db");
	const log = (): void => undefined;
	const server = await startServer({ databasePath, host: "127.0.0.1", port: 0, log });
	const record = { url: server.url, pid: process.pid };
	expect(claimServerRecord(databasePath, record)).toBe(true);
	const inherited = inheritServer({ databasePath, url: server.url, share: false, log, say: log });
	const ask = async (): Promise<number> => (await inherited.fetch(new Request(`${server.url}/ping`))).status;
	expect(await ask()).toBe(200);

	await server.close();
	// It is still there: its note is the last thing to go.
	setTimeout(() => removeServerRecord(databasePath, record), 300);
	expect(await ask()).toBe(200);
	await inherited.close();
});
