// A server inside this program, on a database file; shared with other programs while it runs.
import type { RunningServer } from "../../server/start-server.ts";
import { answers } from "./answers.ts";
import { claimServerRecord, isAlive, readServerRecord, removeServerRecord } from "./server-record.ts";

export interface EmbeddedOptions {
	readonly databasePath: string;
	/** Listen on a port and tell others about it. */
	readonly share: boolean;
	/** Take over this port, which a program that has ended had. */
	readonly port?: number;
	readonly log: (message: string) => void;
}

export type Embedded =
	| { readonly kind: "own"; readonly server: RunningServer; close(): Promise<void> }
	/** Another program serves the database. */
	| { readonly kind: "other"; readonly url: string };

/** Errors: those of startServer. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
	const running = await runningServer(options.databasePath);
	if (running !== null) return { kind: "other", url: running };
	const { startServer } = await import("../../server/start-server.ts");
	const server = await startServer({
		databasePath: options.databasePath,
		log: options.log,
		...(options.share && { host: "127.0.0.1", port: options.port ?? 0 }),
	});
	if (!options.share) return { kind: "own", server, close: () => server.close() };
	const record = { url: server.url, pid: process.pid };
	if (!claimServerRecord(options.databasePath, record)) {
		// Another program was faster.
		await server.close();
		const winner = await runningServer(options.databasePath);
		return winner === null ? openEmbedded(options) : { kind: "other", url: winner };
	}
	// Whoever waits to serve the database next may do so when nothing is open any more.
	const close = async (): Promise<void> => {
		await server.close();
		removeServerRecord(options.databasePath, record);
	};
	return { kind: "own", server, close };
}

/** The address of the program that serves the database now; a note left by one that was killed is removed. */
async function runningServer(databasePath: string): Promise<string | null> {
	const record = readServerRecord(databasePath);
	if (record === null) return null;
	if (isAlive(record) && (await answers(record.url, fetch, ANSWER_TIMEOUT_MS))) return record.url;
	removeServerRecord(databasePath, record);
	return null;
}

/** A program that runs a thousand jobs may be slow to answer; one that has ended refuses at once. */
const ANSWER_TIMEOUT_MS = 5_000;
