// A server process of a test, which can be killed and started again on the same port and database.
import { createServer } from "node:net";
import { until } from "../until.ts";
import type { Finished, RunningTorc, Scratch } from "./torc-process.ts";

export interface OwnServer {
	readonly url: string;
	/** Settles when it answers. */
	start(): Promise<void>;
	kill(signal: NodeJS.Signals): Promise<Finished | null>;
}

/** Not started yet. It ends with its scratch folder at the latest. */
export async function ownServer(scratch: Scratch): Promise<OwnServer> {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}/torc-service/v1`;
	let running: RunningTorc | null = null;
	return {
		url,
		start: async () => {
			running = scratch.start(["server", "--host", "127.0.0.1", "--port", String(port), "--database", "server.db"]);
			await until(async () => (await fetch(`${url}/ping`).catch(() => null))?.ok === true);
		},
		kill: async (signal) => {
			running?.kill(signal);
			return (await running?.finished) ?? null;
		},
	};
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.on("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const { port } = probe.address() as { port: number };
			probe.close(() => resolve(port));
		});
	});
}
