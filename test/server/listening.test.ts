// A server on a real socket: addresses, closing, clients that wait for it.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../../src/client/connect.ts";
import { createFromDraft } from "../../src/client/create-from-draft.ts";
import { startServer } from "../../src/server/start-server.ts";
import { readyWorkflow } from "./checked-server.ts";
import { draftOf } from "./small-draft.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-server-"));
afterAll(() => rmSync(folder, { recursive: true }));
const memory = { databasePath: ":memory:", port: 0 } as const;

test("requests, drafts and events over a socket", async () => {
	await using server = await startServer(memory);
	const client = connect({ url: server.url });
	expect(await client.ping()).toEqual({ status: "ok" });
	const { workflow_id: id } = await createFromDraft(client, draftOf(Array.from({ length: 2000 }, (_, i) => `job${i}`)));
	expect((await client.listJobs({ query: { workflow_id: id } })).total_count).toBe(2000);
	const hangUp = new AbortController();
	const types: string[] = [];
	const reading = (async () => {
		for await (const event of client.workflowEventsStream({ params: { id }, signal: hangUp.signal })) {
			types.push(event.type);
			if (types.length === 2) break;
		}
	})();
	await Bun.sleep(50);
	await client.cancelWorkflow({ params: { id } });
	await client.deleteWorkflow({ params: { id } });
	await reading;
	expect(types).toEqual(["workflow_canceled", "workflow_deleted"]);
	hangUp.abort();
});

test("a port that is taken is named with what to do", async () => {
	await using server = await startServer(memory);
	const second = startServer({ ...memory, port: server.port });
	await expect(second).rejects.toMatchObject({
		kind: "environment",
		message: `Port ${server.port} on 127.0.0.1 is taken by another program`,
		hint: expect.stringContaining("--port"),
	});
});

test("closing answers waits and ends streams at once", async () => {
	const server = await startServer(memory);
	const client = connect({ url: server.url });
	const { id } = await readyWorkflow(client, 0);
	const claim = client.claimNextJobs({ params: { id }, query: { wait_seconds: 600 } });
	const stream = (await fetch(`${server.url}/workflows/${id}/events/stream`)).text();
	await Bun.sleep(50);
	await server.close();
	expect(await claim).toEqual({ jobs: [] });
	expect(await stream).toStartWith(": ");
	await expect(client.ping()).rejects.toMatchObject({ kind: "unreachable" });
});

test("a caller that hangs up while it waits gets no job", async () => {
	await using server = await startServer(memory);
	const client = connect({ url: server.url });
	const { id, runId, jobIds } = await readyWorkflow(client, 1);
	await client.claimNextJobs({ params: { id } });
	const gone = new AbortController();
	const query = { wait_seconds: 60 };
	const waiting = client.claimNextJobs({ params: { id }, query, signal: gone.signal });
	await Bun.sleep(50);
	gone.abort(new Error("hung up"));
	await expect(waiting).rejects.toThrow("hung up");
	// The server hears of it a moment later.
	await Bun.sleep(50);
	await client.manageStatusChange({ params: { id: jobIds[0] as number, status: "ready", run_id: runId } });
	expect((await client.claimNextJobs({ params: { id } })).jobs).toHaveLength(1);
});

test("a call that asks for it is repeated until the server is there again", async () => {
	const databasePath = join(folder, "away.db");
	const first = await startServer({ databasePath, port: 0 });
	const client = connect({ url: first.url });
	const { id } = await readyWorkflow(client, 1);
	await first.close();
	await expect(client.getWorkflow({ params: { id } })).rejects.toMatchObject({ kind: "unreachable" });
	const call = client.getWorkflow({ params: { id }, retry: { forMs: 20_000 } });
	await Bun.sleep(150);
	await using second = await startServer({ databasePath, port: first.port });
	expect((await call).name).toBe("w");
	expect(second.port).toBe(first.port);
	const started = performance.now();
	await second.close();
	await expect(client.ping({ retry: { forMs: 200 } })).rejects.toMatchObject({ kind: "unreachable" });
	expect(performance.now() - started).toBeGreaterThan(200);
});

test("a call that is given up ends at once", async () => {
	const client = connect({ url: "http://127.0.0.1:1/torc-service/v1" });
	const signal = AbortSignal.timeout(100);
	await expect(client.ping({ signal, retry: { forMs: 60_000 } })).rejects.toMatchObject({ name: "TimeoutError" });
});
