// Starts the server in the background and waits until it is ready.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { TorcError } from "../../../core/errors.ts";
import { ownProgram } from "../../../platform/own-program.ts";

export interface DaemonOptions {
	/** Arguments of torc-server, without --daemon. */
	readonly argv: readonly string[];
	readonly pidFile: string;
}

export interface Daemon {
	readonly pid: number;
	readonly port: number;
}

/** Set for the background server: nobody reads its standard error once it is ready. */
const BACKGROUND = "TORC_BACKGROUND_SERVER";

/** Whether this is the background server. */
export const inBackground = (env: Readonly<Record<string, string | undefined>>): boolean => env[BACKGROUND] === "1";

/** Files it makes are closed to others (umask 027). Errors: `environment` with what the server said when it did not start. */
export async function daemonize({ argv, pidFile }: DaemonOptions): Promise<Daemon> {
	process.umask(0o027);
	const program = ownProgram();
	if (program === null) throw new TorcError("environment", "--daemon cannot find this program's own file");
	const child = spawn(program, ["server", ...argv], {
		detached: true,
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, [BACKGROUND]: "1" },
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
	child.stdout.destroy();
	child.stderr.destroy();
	child.unref();
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
