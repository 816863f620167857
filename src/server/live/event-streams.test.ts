// Live events of a workflow, as a reader of the stream sees them.
import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { type CheckedServer, checkedServer, readyWorkflow } from "../../../test/server/checked-server.ts";
import type { ServerEvent } from "../../client/read-events.ts";
import { sseStream } from "./sse-stream.ts";

let checked: CheckedServer;
beforeEach(async () => {
	checked = await checkedServer();
});
afterEach(() => checked.server.close());

/** Opens a stream as text; `next` answers what has come since, once it contains the text. */
async function openStream(path: string, headers: Record<string, string> = {}) {
	const response = await checked.request("GET", path, undefined, headers);
	const reader = (response.body as ReadableStream<Uint8Array>).getReader();
	const decoder = new TextDecoder();
	return {
		response,
		async until(text: string): Promise<string> {
			let seen = "";
			while (!seen.includes(text)) {
				const { value, done } = await reader.read();
				if (done) throw new Error(`the stream ended after: ${seen}`);
				seen += decoder.decode(value);
			}
			return seen;
		},
		cancel: () => reader.cancel(),
		rest: async () => (await reader.read()).done,
	};
}

test("headers and a comment come before the first event", async () => {
	const { id } = await readyWorkflow(checked.client, 0);
	const stream = await openStream(`/workflows/${id}/events/stream`);
	expect(stream.response.headers.get("content-type")).toBe("text/event-stream");
	expect(stream.response.headers.get("cache-control")).toBe("no-cache");
	expect(stream.response.headers.get("x-accel-buffering")).toBe("no");
	expect(await stream.until("\n\n")).toStartWith(": ");
});

test("frames carry id, type and data; events of other workflows and below the level stay away", async () => {
	const { client } = checked;
	const { id } = await readyWorkflow(client, 1);
	const other = await readyWorkflow(client, 1);
	const stream = await openStream(`/workflows/${id}/events/stream?level=warning`);
	await client.cancelWorkflow({ params: { id: other.id } });
	await client.resetWorkflowStatus({ params: { id } });
	await client.claimNextJobs({ params: { id } });
	await client.cancelWorkflow({ params: { id } });
	const text = await stream.until("workflow_canceled");
	const frame = text.split("\n\n").find((part) => part.includes("event: job_canceled")) ?? "";
	expect(frame).toMatch(/^id: \d+\nevent: job_canceled\ndata: \{/);
	const event = JSON.parse(frame.split("\ndata: ")[1] as string);
	expect(event).toMatchObject({
		workflow_id: id,
		event_type: "job_canceled",
		severity: "warning",
		data: { job_name: "job0" },
	});
	expect(text).not.toContain(`"workflow_id":${other.id}`);
	expect(text).not.toContain("run_changed");
});

test("a level that is none means info", async () => {
	const { id } = await readyWorkflow(checked.client, 0);
	expect((await openStream(`/workflows/${id}/events/stream?level=loud`)).response.status).toBe(200);
});

test("an unknown workflow is 404", async () => {
	expect((await checked.request("GET", "/workflows/999/events/stream")).status).toBe(404);
});

test("a reader resumes behind the last frame it has seen", async () => {
	const { client } = checked;
	const { id } = await readyWorkflow(client, 1);
	const path = `/workflows/${id}/events/stream?level=debug`;
	const first = await openStream(path);
	await client.resetWorkflowStatus({ params: { id } });
	const last = /id: (\d+)\nevent: run_changed/.exec(await first.until("run_changed"))?.[1] as string;
	await first.cancel();
	await client.initializeJobs({ params: { id } });
	const second = await openStream(path, { "last-event-id": last });
	const text = await second.until("workflow_started");
	expect(text).not.toContain("run_changed");
});

test("a reader that was away too long is told that it missed something", async () => {
	const { client } = checked;
	const { id } = await readyWorkflow(client, 0);
	const path = `/workflows/${id}/events/stream?level=debug`;
	const first = await openStream(path);
	await client.resetWorkflowStatus({ params: { id } });
	const last = /id: (\d+)/.exec(await first.until("run_changed"))?.[1] as string;
	await first.cancel();
	for (let run = 0; run < 520; run++) await client.resetWorkflowStatus({ params: { id } });
	const text = await (await openStream(path, { "last-event-id": last })).until("run_changed");
	expect(text).toStartWith(': welcome\n\nevent: warning\ndata: {"dropped":8}\n\nid: ');
	// Ids of a server before this one: from long ago, or from before its clock was set back.
	for (const id of ["5", String(Number.MAX_SAFE_INTEGER)]) {
		const stranger = await (await openStream(path, { "last-event-id": id })).until("run_changed");
		expect(stranger).toStartWith(': welcome\n\nevent: warning\ndata: {"dropped":null}\n\nid: ');
	}
});

test("silence is broken by a comment every 15 seconds, for slow readers too without counting it", async () => {
	jest.useFakeTimers();
	try {
		const { id } = await readyWorkflow(checked.client, 0);
		const stream = await openStream(`/workflows/${id}/events/stream`);
		jest.advanceTimersByTime(14_900);
		const read = stream.until("still here");
		jest.advanceTimersByTime(200);
		expect(await read).toBe(": welcome\n\n: still here\n\n");
		jest.advanceTimersByTime(15_000 * 600);
		const rest = stream.until("workflow_canceled");
		await checked.client.cancelWorkflow({ params: { id } });
		expect(await rest).not.toContain("dropped");
	} finally {
		jest.useRealTimers();
	}
});

test("a caller that hung up before its stream began is not kept as a reader", () => {
	let readers = 0;
	sseStream({ signal: AbortSignal.abort(), join: () => readers++, leave: () => readers-- });
	expect(readers).toBe(0);
});

test("a slow reader is told how much it missed", async () => {
	const { client } = checked;
	const { id } = await readyWorkflow(client, 0);
	const stream = await openStream(`/workflows/${id}/events/stream?level=debug`);
	for (let run = 0; run < 600; run++) await client.resetWorkflowStatus({ params: { id } });
	const told = stream.until("dropped");
	await Bun.sleep(20);
	await client.resetWorkflowStatus({ params: { id } });
	expect(await told).toMatch(/event: warning\ndata: \{"dropped":\d+\}\n\n/);
});

test("the client reads events, and closing the server ends the stream", async () => {
	const { client, server } = checked;
	const { id } = await readyWorkflow(client, 0);
	const events: ServerEvent[] = [];
	const reading = (async () => {
		for await (const event of client.workflowEventsStream({ params: { id } })) {
			events.push(event);
			if (event.type === "workflow_canceled") void server.close();
		}
	})();
	await Bun.sleep(10);
	await client.cancelWorkflow({ params: { id } });
	await reading;
	expect(events.map((event) => event.type)).toEqual(["workflow_canceled"]);
	expect(JSON.parse(events[0]?.data ?? "")).toMatchObject({ data: { user: "tester" } });
});
