// A server of its own process for one command: the program that --torc-server-bin names (7-cli, Standalone mode).
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { TorcError } from "../../core/errors.ts";
import { makeDatabaseFolder } from "../../platform/database-folder.ts";
import { addHelper } from "../../platform/spawn.ts";

export interface NamedServerOptions {
	readonly program: string;
	readonly databasePath: string;
	/** Keep the database in memory; it is written to `databasePath` at the end, and so often. */
	readonly inMemory: boolean;
	readonly snapshotIntervalSeconds: number | undefined;
	/** What the server says, and trouble with it. */
	readonly say: (line: string) => void;
}

export interface NamedServer {
	readonly url: string;
	close(): Promise<void>;
}

const START_MS = 15_000;
const SNAPSHOT_MS = 5_000;
/** Between the end of its standard input and its end. */
const GRACE_MS = 2_000;

/** Errors: `environment` when it does not start. */
export async function startNamedServer(options: NamedServerOptions): Promise<NamedServer> {
	const { program, databasePath, inMemory, snapshotIntervalSeconds, say } = options;
	makeDatabaseFolder(databasePath);
	const database = inMemory ? ":memory:" : databasePath;
	const args = ["run", "--host", "127.0.0.1", "--port", "0", "--database", database, "--shutdown-on-stdin-eof"];
	// A session of its own: Ctrl-C is for the command, which still needs the server to end in good order.
	const child = spawn(program, args, {
		stdio: ["pipe", "pipe", "pipe"],
		detached: true,
		env: {
			...process.env,
			...(inMemory && { TORC_SERVER_SNAPSHOT_PATH: databasePath, TORC_SERVER_SNAPSHOT_KEEP: "1" }),
		},
	});
	if (child.pid !== undefined) addHelper(child.pid);
	const ended = new Promise<string>((resolve) => {
		child.once("error", (error) => resolve(error.message));
		child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
	});
	// It may be gone before its input is closed.
	child.stdin.on("error", () => undefined);
	const listener = new ServerOutput(child, say);
	const started = await Promise.race([listener.value("TORC_SERVER_PORT"), ended.then(failure), sleep(START_MS, null)]);
	if (typeof started !== "string") {
		stop(child, "SIGKILL");
		throw startError(program, started?.reason ?? `it named no port within ${START_MS / 1000} s`);
	}
	const timer =
		snapshotIntervalSeconds === undefined
			? undefined
			: setInterval(() => stop(child, "SIGUSR1"), snapshotIntervalSeconds * 1000);
	const close = async (): Promise<void> => {
		clearInterval(timer);
		if (inMemory) await writeSnapshot(child, listener, say);
		child.stdin.end();
		const inTime = await Promise.race([ended.then(() => true), sleep(GRACE_MS, false)]);
		if (!inTime) stop(child, "SIGKILL");
	};
	return { url: `http://127.0.0.1:${started}/torc-service/v1`, close };
}

const failure = (reason: string) => ({ reason });

const startError = (program: string, reason: string): TorcError =>
	new TorcError("environment", `Error starting standalone torc-server: ${program}: ${reason}`, {
		hint: "Check --torc-server-bin and TORC_SERVER_BIN; without them the server runs inside this program.",
	});

async function writeSnapshot(child: ChildProcess, output: ServerOutput, say: (line: string) => void): Promise<void> {
	const done = output.value("TORC_SNAPSHOT_DONE");
	stop(child, "SIGUSR1");
	if ((await Promise.race([done, sleep(SNAPSHOT_MS, null)])) === null) {
		say(`Warning: the server has not written its database within ${SNAPSHOT_MS / 1000} s; what it holds may be lost`);
	}
}

/** Also when it has ended by itself. */
const stop = (child: ChildProcess, signal: NodeJS.Signals): void => void child.kill(signal);

/** `NAME=value` lines are for this program; all others are passed on. */
class ServerOutput {
	private readonly waiting = new Map<string, (value: string) => void>();

	constructor(child: ChildProcess, say: (line: string) => void) {
		for (const stream of [child.stdout, child.stderr]) {
			if (stream === null) continue;
			createInterface({ input: stream }).on("line", (line) => {
				const [, name = "", value = ""] = /^(TORC_\w+)=(.*)$/.exec(line) ?? [];
				if (name === "") say(`[torc-server] ${line}`);
				else this.waiting.get(name)?.(value);
			});
		}
	}

	/** The value of the next line that has the name. */
	value(name: string): Promise<string> {
		return new Promise((resolve) => this.waiting.set(name, resolve));
	}
}
