// Requests that are held for long, each on a connection of its own: more of them than `fetch` would open at once.
import { connect } from "node:net";

export interface HeldRequest extends Disposable {
	/** Settles with the head of the answer. */
	readonly head: Promise<string>;
	/** Settles with the body, once as much has come as the head announces; never for a stream. */
	readonly body: Promise<string>;
}

/** `url` with path and query; the body is JSON. */
export function holdRequest(method: "GET" | "POST", url: string, body?: unknown): HeldRequest {
	const { hostname, port, pathname, search } = new URL(url);
	const text = body === undefined ? "" : JSON.stringify(body);
	const lines = [
		`${method} ${pathname}${search} HTTP/1.1`,
		`Host: ${hostname}:${port}`,
		...(body === undefined ? [] : ["Content-Type: application/json"]),
		...(method === "POST" ? [`Content-Length: ${Buffer.byteLength(text)}`] : []),
	];
	const socket = connect(Number(port), hostname);
	const head = Promise.withResolvers<string>();
	const whole = Promise.withResolvers<string>();
	// Who only waits for one of the two must not be told of the other's failure.
	head.promise.catch(() => undefined);
	whole.promise.catch(() => undefined);
	let answer = "";
	socket.on("data", (chunk) => {
		answer += chunk.toString();
		const end = answer.indexOf("\r\n\r\n");
		if (end < 0) return;
		head.resolve(answer.slice(0, end));
		const length = /^content-length: (\d+)/im.exec(answer)?.[1];
		const received = answer.slice(end + 4);
		if (length === undefined || Buffer.byteLength(received) < Number(length)) return;
		whole.resolve(received);
		socket.destroy();
	});
	const fail = (error?: Error): void => {
		head.reject(error ?? new Error("closed before an answer"));
		whole.reject(error ?? new Error("closed before the whole answer"));
	};
	socket.on("error", fail);
	socket.on("close", () => fail());
	socket.write(`${lines.join("\r\n")}\r\n\r\n${text}`);
	return { head: head.promise, body: whole.promise, [Symbol.dispose]: () => void socket.destroy() };
}
