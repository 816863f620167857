// What comes over the wire when it is no proper request: refused or cut, and the server goes on.
import { afterAll, expect, test } from "bun:test";
import { connect as openSocket } from "node:net";
import { BASE_PATH } from "../../src/contract/interface.ts";
import { startServer } from "../../src/server/start-server.ts";

/** Timers of connections go in steps of four seconds. */
const IDLE_SECONDS = 6;
const messages: string[] = [];
const server = await startServer({
	databasePath: ":memory:",
	port: 0,
	idleSeconds: IDLE_SECONDS,
	maxBodyBytes: 100_000,
	log: (message) => messages.push(message),
});
afterAll(() => server.close());

const JSON_TYPE = "Content-Type: application/json\r\n";
const get = (path: string, headers = ""): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
const post = (path: string, headers: string, body: string): string =>
	`POST ${BASE_PATH}${path} HTTP/1.1\r\nHost: x\r\n${JSON_TYPE}${headers}\r\n${body}`;

interface Conversation {
	/** Sent again and again, in these milliseconds. */
	readonly drip?: { readonly text: string; readonly everyMs: number };
	/** Hang up after this many milliseconds. */
	readonly leaveAfterMs?: number;
}

/** Sends a text and answers all that comes back, once the server closes or the answer's headers are there. */
function converse(text: string, { drip, leaveAfterMs }: Conversation = {}): Promise<string> {
	return new Promise((resolve) => {
		const socket = openSocket(server.port, "127.0.0.1");
		let answer = "";
		const timers = [
			drip && setInterval(() => socket.writable && socket.write(drip.text), drip.everyMs),
			leaveAfterMs && setTimeout(() => socket.destroy(), leaveAfterMs),
		];
		socket.on("data", (chunk) => {
			answer += chunk.toString("latin1");
			if (answer.includes("\r\n\r\n")) socket.destroy();
		});
		socket.on("error", () => undefined);
		socket.on("close", () => {
			for (const timer of timers) if (timer) clearTimeout(timer);
			resolve(answer);
		});
		if (text !== "") socket.write(text);
	});
}

const REFUSED: readonly (readonly [what: string, text: string, status: number])[] = [
	["nonsense", "hello\r\n\r\n", 400],
	["no host", `GET ${BASE_PATH}/ping HTTP/1.1\r\n\r\n`, 400],
	["another version of HTTP", `GET ${BASE_PATH}/ping HTTP/3.7\r\nHost: x\r\n\r\n`, 505],
	["a header of 20,000 signs", get(`${BASE_PATH}/ping`, `X-Long: ${"x".repeat(20_000)}\r\n`), 431],
	["300 headers", get(`${BASE_PATH}/ping`, Array.from({ length: 300 }, (_, i) => `X-${i}: 1\r\n`).join("")), 431],
	["an address of 20,000 signs", get(`${BASE_PATH}/jobs?workflow_id=1&name=${"x".repeat(20_000)}`), 431],
	["a header over two lines", get(`${BASE_PATH}/ping`, "X-A: b\r\n  c\r\n"), 400],
	["a blank before the colon", get(`${BASE_PATH}/ping`, "X-A : b\r\n"), 400],
	["a control character in a header", get(`${BASE_PATH}/ping`, "X-Span-ID: a\u0001b\r\n"), 400],
	["a length that is a word", post("/workflows", "Content-Length: long\r\n", "{}"), 400],
	["a negative length", post("/workflows", "Content-Length: -1\r\n", "{}"), 400],
	["a length of forty digits", post("/workflows", `Content-Length: ${"9".repeat(40)}\r\n`, "{}"), 400],
	["two lengths", post("/workflows", "Content-Length: 2\r\nContent-Length: 3\r\n", "{}"), 400],
	[
		"a length and chunks",
		post("/workflows", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
		400,
	],
	["a chunk without size", post("/workflows", "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"), 400],
	["a body too large", post("/workflows", "Content-Length: 100001\r\n", "{"), 413],
	["a body larger than any draft", post("/workflows", `Content-Length: ${2 ** 35}\r\n`, "{"), 413],
	["OPTIONS for everything", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400],
	["a tunnel", "CONNECT example:443 HTTP/1.1\r\nHost: x\r\n\r\n", 404],
	["a way out of the interface", get(`${BASE_PATH}/../../etc/passwd`), 404],
	["HTTP/1.0 without a host", `GET ${BASE_PATH}/jobs/seven HTTP/1.0\r\n\r\n`, 400],
];

test.each(REFUSED)("%s is refused", async (_what, text, status) => {
	expect(await converse(text)).toStartWith(`HTTP/1.1 ${status} `);
});

test("an unknown method gets no answer or a 405, and no connection is left", async () => {
	expect(await converse(`FOO ${BASE_PATH}/ping HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^$|^HTTP\/1\.1 4/);
});

test("span ids that are no plain text are replaced", async () => {
	const answer = await converse(get(`${BASE_PATH}/ping`, `X-Span-ID: ${Buffer.from("hé✓").toString("latin1")}\r\n`));
	expect(answer).toMatch(/x-span-id: [0-9a-f]+-[0-9a-f]+\r\n/i);
});

test("slow clients are cut, whatever they are slow with; a draft that keeps coming is not", async () => {
	const unfinished = `GET ${BASE_PATH}/ping HTTP/1.1\r\nHost: x\r\nX-`;
	const body = post("/workflows", "Content-Length: 1000\r\n", '{"name"');
	const drip = { text: "x", everyMs: 200 };
	const draft = slowDraft();
	const answers = await Promise.all([
		converse(""),
		converse(unfinished),
		converse(unfinished, { drip }),
		converse(body),
		converse(body, { drip: { ...drip, text: " " } }),
	]);
	for (const answer of answers) expect(answer).not.toContain("200 OK");
	expect(await (await draft).json()).toMatchObject({ job_count: 0 });
	expect(await (await fetch(`${server.url}/ping`)).json()).toEqual({ status: "ok" });
}, 60_000);

/** Twice as slow as a silent connection may be. */
function slowDraft(): Promise<Response> {
	const parts = ['{"k":"workflow","v":{"name":"slow"', ',"user":"u"}}', "\n", '{"k":"jobs",', '"v":[]}', "\n"];
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const part = parts.shift();
			if (part === undefined) return controller.close();
			await Bun.sleep((IDLE_SECONDS * 2000) / 6);
			controller.enqueue(new TextEncoder().encode(part));
		},
	});
	const headers = { "content-type": "application/x-ndjson" };
	return fetch(`${server.url}/workflow_drafts`, { method: "POST", headers, body, duplex: "half" } as RequestInit);
}

test("a caller that hangs up in the middle of a body is no fault of the server's", async () => {
	await converse(post("/workflows", "Content-Length: 1000\r\n", "{"), { leaveAfterMs: 50 });
	await Bun.sleep(50);
	expect(messages.filter((message) => message.includes("internal error"))).toEqual([]);
	expect(await (await fetch(`${server.url}/workflows`)).json()).toMatchObject({ total_count: 1 });
});
