// A server in a process of its own, as users run it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../src/client/connect.ts";

export const ROOT = join(import.meta.dir, "..");
export const TORC = join(ROOT, "bin/torc");

export interface ServerProcess extends AsyncDisposable {
	readonly url: string;
	readonly pid: number;
	readonly folder: string;
	readonly database: string;
	readonly client: ReturnType<typeof connect>;
}

export function scratchFolder(): string {
	return mkdtempSync(join(tmpdir(), "torc-bench-"));
}

/** Ends and removes everything when disposed. */
export async function startServerProcess(folder = scratchFolder(), atPort = 0): Promise<ServerProcess> {
	const database = join(folder, "bench.db");
	const child = Bun.spawn([TORC, "server", "--host", "127.0.0.1", "--port", String(atPort), "--database", database], {
		cwd: folder,
		env: { ...process.env, HOME: folder },
		stdin: "ignore",
		stdout: "pipe",
		stderr: "ignore",
	});
	const port = await announcedPort(child.stdout);
	const url = `http://127.0.0.1:${port}/torc-service/v1`;
	return {
		url,
		pid: child.pid,
		folder,
		database,
		client: connect({ url, user: "bench" }),
		[Symbol.asyncDispose]: async () => {
			child.kill("SIGTERM");
			await child.exited;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** From the line that a server prints when it listens. */
export async function announcedPort(stdout: ReadableStream<Uint8Array>): Promise<number> {
	let text = "";
	const decoder = new TextDecoder();
	for await (const chunk of stdout) {
		text += decoder.decode(chunk);
		const match = /TORC_SERVER_PORT=(\d+)/.exec(text);
		if (match) return Number(match[1]);
	}
	throw new Error("the server ended without a port");
}

export interface ProcessUse {
	readonly cpuSeconds: number;
	readonly rssBytes: number;
	/** Of these, what no file backs. */
	readonly privateBytes: number;
}

/** From /proc: CPU time so far, memory now. */
export function processUse(pid: number): ProcessUse {
	const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ") ?? [];
	const anonymous = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
	return {
		cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
		rssBytes: Number(fields[21]) * 4096,
		privateBytes: Number(anonymous) * 1024,
	};
}
