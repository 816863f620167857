// Frames of server-sent events, however the bytes are cut.
import { expect, test } from "bun:test";
import { readEvents } from "./read-events.ts";

const TEXT =
	': hello\n\nid: 1\nevent: job_started\ndata: {"a":"ü"}\n\n: beat\n\ndata: one\ndata:two\n\nevent: unfinished\n';

const bodyOf = (text: string, fails = false): Response =>
	new Response(
		new ReadableStream<Uint8Array>({
			pull(controller) {
				if (text !== "") controller.enqueue(new TextEncoder().encode(text));
				else if (fails) controller.error(new Error("connection lost"));
				else controller.close();
				text = "";
			},
		}),
	);

test("a lost stream is opened again behind the last event, until opening fails", async () => {
	const opened: (string | undefined)[] = [];
	const answers = [bodyOf("id: 7\ndata: a\n\n", true), bodyOf(": nothing\n\n"), bodyOf("id: 8\ndata: b\n\n")];
	const events = readEvents(
		async (headers) => {
			opened.push(headers["last-event-id"]);
			const answer = answers.shift();
			if (answer === undefined) throw new Error("gone");
			return answer;
		},
		{ resume: true, onOpen: () => seen.push("open") },
	);
	const seen: string[] = [];
	const reading = (async () => {
		for await (const event of events) seen.push(event.data);
	})();
	await expect(reading).rejects.toThrow("gone");
	expect(seen).toEqual(["open", "a", "open", "open", "b"]);
	expect(opened).toEqual([undefined, "7", "7", "8"]);
});

test("without asking for it a lost stream stays lost", async () => {
	const events = readEvents(async () => bodyOf("data: a\n\n", true));
	await expect(Array.fromAsync(events)).rejects.toThrow("connection lost");
});

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
