// A command that uses the server of another program goes on when that program ends first: it serves the database itself
// from then on; a long one at the same address, so that jobs that are running find it too.
import { setTimeout as sleep } from "node:timers/promises";
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
	/** Serve others too, at that address. */
	readonly share: boolean;
	readonly log: (message: string) => void;
	/** Told once, when it is taken over. */
	readonly say: (line: string) => void;
}

type Own = Extract<Embedded, { kind: "own" }>;

/** A program that ends closes its server some moments before it is gone. */
const CLOSING_MS = 5_000;
const LOOK_MS = 100;

export function inheritServer({ databasePath, url, share, log, say }: InheritOptions): InheritedServer {
	let own: Own | null = null;
	let taking: Promise<void> | null = null;

	async function take(): Promise<void> {
		const record = readServerRecord(databasePath);
		if (record !== null && isAlive(record)) return;
		const opened = await openEmbedded({ databasePath, share, ...(share && { port: Number(new URL(url).port) }), log });
		if (opened.kind === "other") return;
		own = opened;
		if (share) say("The torc that served this folder has ended; this one goes on serving it.");
	}
	/** The port may not be free yet: then it is tried again. */
	const tryToTake = (): Promise<void> => {
		taking ??= take()
			.catch(() => undefined)
			.finally(() => {
				taking = null;
			});
		return taking;
	};

	/** Null when the other program does not end. */
	async function takeSoon(signal: AbortSignal): Promise<Own | null> {
		const end = performance.now() + CLOSING_MS;
		for (;;) {
			await tryToTake();
			if (own !== null || signal.aborted || performance.now() >= end) return own;
			await sleep(LOOK_MS);
		}
	}

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
				const taken = await takeSoon(signal);
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
