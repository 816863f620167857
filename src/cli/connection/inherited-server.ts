// A long command that uses the server of another program goes on when that program ends first: it serves the database
// itself from then on, at the same address, so that jobs that are running find it too.
import type { Fetch } from "../../client/send-request.ts";
import { type Embedded, openEmbedded } from "./embedded-server.ts";
import { isAlive, readServerRecord } from "./server-record.ts";

export interface InheritedServer {
	readonly fetch: Fetch;
	/** Closes the server if it was taken over. */
	close(): Promise<void>;
}

export interface InheritOptions {
	readonly databasePath: string;
	/** Where the other program serves it. */
	readonly url: string;
	readonly log: (message: string) => void;
	/** Told once, when it is taken over. */
	readonly say: (line: string) => void;
}

type Own = Extract<Embedded, { kind: "own" }>;

export function inheritServer({ databasePath, url, log, say }: InheritOptions): InheritedServer {
	let own: Own | null = null;
	let taking: Promise<void> | null = null;

	async function take(): Promise<void> {
		const record = readServerRecord(databasePath);
		if (record !== null && isAlive(record)) return;
		const opened = await openEmbedded({ databasePath, share: true, port: Number(new URL(url).port), log });
		if (opened.kind === "other") return;
		own = opened;
		say("The torc that served this folder has ended; this one goes on serving it.");
	}
	/** The port may not be free yet: whoever calls tries again. */
	const tryToTake = (): Promise<void> => {
		taking ??= take()
			.catch(() => undefined)
			.finally(() => {
				taking = null;
			});
		return taking;
	};

	return {
		async fetch(request) {
			if (own !== null) return own.server.fetch(request);
			if (isStream(request)) return fetch(request);
			const { url, method, headers, signal } = request;
			const body = method === "GET" ? null : await request.text();
			const again = (): Request => new Request(url, { method, headers, signal, body: body || null });
			try {
				return await fetch(again());
			} catch (error) {
				await tryToTake();
				const taken = own as Own | null;
				if (taken === null) throw error;
				return taken.server.fetch(again());
			}
		},
		close: async () => {
			await own?.close();
		},
	};
}

/** Whole workflows are sent as a stream, which cannot be sent twice. */
const isStream = (request: Request): boolean => request.url.endsWith("/workflow_drafts");
