// Frames of server-sent events, however the bytes are cut.
import { expect, test } from "bun:test";
import { readEvents } from "./read-events.ts";

const TEXT =
	': hello\n\nid: 1\nevent: job_started\ndata: {"a":"ü"}\n\n: beat\n\ndata: one\ndata:two\n\nevent: unfinished\n';

test("frames are found at every cut", async () => {
	const bytes = new TextEncoder().encode(TEXT);
	for (let size = 1; size <= bytes.length; size++) {
		const body = new ReadableStream<Uint8Array>({
			start(controller) {
				for (let start = 0; start < bytes.length; start += size) controller.enqueue(bytes.slice(start, start + size));
				controller.close();
			},
		});
		expect(await Array.fromAsync(readEvents(async () => new Response(body)))).toEqual([
			{ id: "1", type: "job_started", data: '{"a":"ü"}' },
			{ id: null, type: "message", data: "one\ntwo" },
		]);
	}
});
