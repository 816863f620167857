// A reader of events whose server goes away and comes back: it goes on by itself, and is told that it missed something.
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../../src/client/connect.ts";
import { startServer } from "../../src/server/start-server.ts";
import { until } from "../until.ts";

test("events go on after a restart of the server", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-test-"));
	const databasePath = join(folder, "torc.db");
	let server = await startServer({ databasePath, port: 0 });
	const { port } = server;
	try {
		const client = connect({ url: server.url, user: "tester" });
		const id = (await client.createWorkflow({ body: { name: "w", user: "u" } })).id as number;
		const seen: string[] = [];
		const reading = (async () => {
			const stream = client.workflowEventsStream({
				params: { id },
				query: { level: "debug" },
				retry: { forMs: 20_000 },
			});
			for await (const { type, data } of stream) {
				seen.push(type === "warning" ? data : type);
				if (type === "workflow_canceled") return;
			}
		})();
		await until(async () => {
			await client.resetWorkflowStatus({ params: { id } });
			return seen.length > 0;
		});
		await server.close();
		server = await startServer({ databasePath, port });
		await until(() => seen.includes('{"dropped":null}'));
		await client.cancelWorkflow({ params: { id } });
		await reading;
		expect(seen.slice(seen.indexOf('{"dropped":null}'))).toEqual(['{"dropped":null}', "workflow_canceled"]);
	} finally {
		await server.close();
		rmSync(folder, { recursive: true, force: true });
	}
});
