// Requests over kept connections, with as little work on this side as can be: what is measured is the server.
import { connect, type Socket } from "node:net";
import { perSecond, timed } from "./row.ts";

export class Connection implements Disposable {
	private readonly socket: Socket;
	private readonly origin: URL;
	private received = "";
	private waiting: { resolve: (body: string) => void; reject: (error: Error) => void } | null = null;

	constructor(base: string) {
		this.origin = new URL(base);
		this.socket = connect({ port: Number(this.origin.port), host: this.origin.hostname, noDelay: true });
		this.socket.setEncoding("latin1");
		this.socket.on("data", (chunk: string) => this.take(chunk));
		this.socket.on("error", (error) => this.waiting?.reject(error));
	}

	/** The body of the answer; one request at a time. `path` is below the base. Fails on another status than 200. */
	request(method: string, path: string, body?: unknown): Promise<string> {
		const text = body === undefined ? "" : JSON.stringify(body);
		const type = body === undefined ? "" : "Content-Type: application/json\r\n";
		const length = method === "GET" ? "" : `Content-Length: ${Buffer.byteLength(text)}\r\n`;
		const { pathname, host } = this.origin;
		this.socket.write(`${method} ${pathname}${path} HTTP/1.1\r\nHost: ${host}\r\n${type}${length}\r\n${text}`);
		return new Promise((resolve, reject) => {
			this.waiting = { resolve, reject };
		});
	}

	async json<T>(method: string, path: string, body?: unknown): Promise<T> {
		return JSON.parse(await this.request(method, path, body)) as T;
	}

	[Symbol.dispose](): void {
		this.socket.destroy();
	}

	private take(chunk: string): void {
		this.received += chunk;
		const end = this.received.indexOf("\r\n\r\n");
		if (end < 0) return;
		const length = Number(/content-length: (\d+)/i.exec(this.received)?.[1] ?? 0);
		if (this.received.length < end + 4 + length) return;
		const answer = this.received;
		this.received = "";
		if (answer.startsWith("HTTP/1.1 200 ")) this.waiting?.resolve(answer.slice(end + 4));
		else this.waiting?.reject(new Error(answer));
	}
}

/** Times `count` calls of `work`, spread over so many connections; calls per second. */
export async function loadPerSecond(
	{ url, connections, count }: { readonly url: string; readonly connections: number; readonly count: number },
	work: (connection: Connection, call: number) => Promise<unknown>,
): Promise<number> {
	const all = Array.from({ length: connections }, () => new Connection(url));
	let next = 0;
	const { ms } = await timed(() =>
		Promise.all(
			all.map(async (connection) => {
				for (let call = next++; call < count; call = next++) await work(connection, call);
			}),
		),
	);
	for (const connection of all) connection[Symbol.dispose]();
	return perSecond(count, ms);
}
