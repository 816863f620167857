// A torc-server of its own process, for tests of programs.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import type { RunningTorc, Scratch } from "./torc-process.ts";

export interface ServedTorc {
	readonly server: RunningTorc;
	readonly url: string;
	readonly port: string;
	/** Its log so far. */
	log(): string;
}

/** A server in the scratch folder, once it listens. */
export async function serve(
	scratch: Scratch,
	args: readonly string[] = [],
	env: Record<string, string> = {},
): Promise<ServedTorc> {
	const folder = join(scratch.path, `log${++served}`);
	const all = ["server", "run", "--host", "127.0.0.1", "-p", "0", "-d", "server.db", "--log-dir", folder, ...args];
	const server = scratch.start(all, { env });
	const file = join(folder, "torc-server.log");
	const log = (): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
	const address = (): RegExpExecArray | null => /listening at (http\S+:(\d+)\S*),/.exec(log());
	await until(() => address() !== null);
	const [, url = "", port = ""] = address() ?? [];
	return { server, url, port, log };
}

let served = 0;
