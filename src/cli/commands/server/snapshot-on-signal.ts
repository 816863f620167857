// SIGUSR1 writes a copy of the database beside the server; older copies are kept as .1, .2, …
import { existsSync, renameSync } from "node:fs";
import { resolve } from "node:path";
import type { RunningServer } from "../../../server/start-server.ts";
import type { Terminal } from "../../terminal.ts";

interface Surroundings {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	readonly terminal: Pick<Terminal, "print">;
	readonly log: (message: string) => void;
}

/**
 * TORC_SERVER_SNAPSHOT_PATH (./torc-server-snapshot.db), TORC_SERVER_SNAPSHOT_KEEP (5, at least 1). Prints
 * TORC_SNAPSHOT_DONE=path. Answers a function that ends the listening.
 */
export function snapshotOnSignal(server: RunningServer, { env, cwd, terminal, log }: Surroundings): () => void {
	const file = resolve(cwd, env.TORC_SERVER_SNAPSHOT_PATH || "torc-server-snapshot.db");
	const keep = Math.max(1, Math.floor(Number(env.TORC_SERVER_SNAPSHOT_KEEP) || 5));
	const listener = (): void => {
		try {
			moveOlder(file, keep);
			server.saveTo(file);
		} catch (error) {
			log(`warning: no snapshot was written to ${file}: ${(error as Error).message}`);
			return;
		}
		log(`snapshot written to ${file}`);
		void terminal.print(`TORC_SNAPSHOT_DONE=${file}\n`);
	};
	process.on("SIGUSR1", listener);
	return () => void process.off("SIGUSR1", listener);
}

/** The newest is without a number; the one that would be too many is overwritten. */
function moveOlder(file: string, keep: number): void {
	for (let number = keep - 1; number >= 1; number--) {
		const newer = number === 1 ? file : `${file}.${number - 1}`;
		if (existsSync(newer)) renameSync(newer, `${file}.${number}`);
	}
}
