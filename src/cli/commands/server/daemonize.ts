// Starts the server in the background and waits until it is ready.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { TorcError } from "../../../core/errors.ts";
import { ownCommand } from "../../../platform/own-command.ts";

export interface DaemonOptions {
	/** Arguments of torc-server, without --daemon. */
	readonly argv: readonly string[];
	readonly pidFile: string;
}

export interface Daemon {
	readonly pid: number;
	readonly port: number;
}

/** Files it makes are closed to others (umask 027). Errors: `environment` with what the server said when it did not start. */
export async function daemonize({ argv, pidFile }: DaemonOptions): Promise<Daemon> {
	process.umask(0o027);
	const [executable, ...first] = ownCommand();
	const child = spawn(executable, [...first, ...argv], {
		detached: true,
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, TORC_PROGRAM: "torc-server" },
	});
	let said = "";
	child.stderr.on("data", (chunk: Buffer) => {
		said = (said + chunk.toString()).slice(-2000);
	});
	const port = await new Promise<number>((resolve, reject) => {
		createInterface({ input: child.stdout }).on("line", (line) => {
			const match = /^TORC_SERVER_PORT=(\d+)$/.exec(line);
			if (match) resolve(Number(match[1]));
		});
		child.once("error", reject);
		child.once("exit", () => reject(new TorcError("environment", `The server did not start\n${said.trim()}`)));
	});
	const pid = child.pid as number;
	try {
		writeFileSync(pidFile, `${pid}\n`);
	} catch (error) {
		child.kill();
		throw new TorcError("environment", `Cannot write ${pidFile}: ${(error as Error).message}`, {
			cause: error,
			hint: "Choose another place with --pid-file.",
		});
	}
	return { pid, port };
}
