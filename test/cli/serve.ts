// A torc-server of its own process, for tests of programs.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningTorc, Scratch } from "./torc-process.ts";

/** A server in the scratch folder and its address, once it listens. */
export async function serve(
	scratch: Scratch,
	...args: string[]
): Promise<{ server: RunningTorc; url: string; port: string }> {
	const log = join(scratch.path, `log${Math.random()}`);
	const all = ["server", "run", "--host", "127.0.0.1", "-p", "0", "-d", "server.db", "--log-dir", log, ...args];
	const server = scratch.start(all);
	for (let attempt = 0; attempt < 400; attempt++) {
		const file = join(log, "torc-server.log");
		const text = existsSync(file) ? readFileSync(file, "utf8") : "";
		const url = /listening at (http\S+:(\d+)\S*),/.exec(text);
		if (url) return { server, url: url[1] ?? "", port: url[2] ?? "" };
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	throw new Error("the server did not start");
}
