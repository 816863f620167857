// Starts a server: opens the store, listens, and ends in good order.
import { BASE_PATH } from "../contract/operations.ts";
import { TorcError } from "../core/errors.ts";
import { type Connection, type Listener, listen } from "../platform/listen.ts";
import { openStore } from "../store/open-store.ts";
import { EventStreams } from "./event-streams.ts";
import { allHandlers } from "./handlers/all-handlers.ts";
import { createRouter } from "./router.ts";
import { WaitRoom } from "./wait-room.ts";

export interface ServerOptions {
	/** A file, or `:memory:`. */
	readonly databasePath: string;
	readonly host?: string;
	/** 0 = any free port. Absent: no port, only `fetch`. */
	readonly port?: number;
	/** Largest JSON body in bytes. */
	readonly maxBodyBytes?: number;
	/** How long requests may take to finish when the server is closed. */
	readonly shutdownGraceMs?: number;
	/** Gets the server's messages, one line each. */
	readonly log?: (message: string) => void;
}

export interface RunningServer extends AsyncDisposable {
	/** With the base path; for a server without a port it only serves as a base for `fetch`. */
	readonly url: string;
	/** 0 without a port. */
	readonly port: number;
	/** The same router, in this process. */
	fetch(request: Request): Promise<Response>;
	close(): Promise<void>;
}

const MAX_BODY_BYTES = 200 * 2 ** 20;
const SHUTDOWN_GRACE_MS = 30_000;

/** Errors: `environment` (port taken, database cannot be opened), `busy`, `incompatible`. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
	const log = options.log ?? (() => undefined);
	const store = openStore({ path: options.databasePath, warn: (message) => log(`warning: ${message}`) });
	const waits = new WaitRoom(store);
	const streams = new EventStreams(store);
	const router = createRouter({
		handlers: allHandlers({ store, waits, streams, log }),
		authenticate: () => null,
		maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
		log,
	});
	const host = options.host ?? "127.0.0.1";
	let listener: Listener | null = null;
	try {
		if (options.port !== undefined) listener = listen({ host, port: options.port, fetch: router });
	} catch (error) {
		await store.close();
		throw error;
	}
	let closing: Promise<void> | null = null;

	async function shutDown(): Promise<void> {
		listener?.stopAccepting();
		waits.close();
		streams.close();
		const deadline = Date.now() + (options.shutdownGraceMs ?? SHUTDOWN_GRACE_MS);
		while (listener && listener.pending > 0 && Date.now() < deadline) await new Promise((done) => setTimeout(done, 20));
		await listener?.stop();
		await store.close();
	}
	const close = (): Promise<void> => {
		closing ??= shutDown();
		return closing;
	};

	return {
		url: `http://${urlHost(host)}:${listener?.port ?? 0}${BASE_PATH}`,
		port: listener?.port ?? 0,
		fetch: (request) => {
			if (closing) return Promise.reject(new TorcError("unreachable", "The server has been closed"));
			return router(request, IN_PROCESS);
		},
		close,
		[Symbol.asyncDispose]: close,
	};
}

/** The name under which this machine reaches a server that listens on `host`. */
function urlHost(host: string): string {
	if (host === "0.0.0.0" || host === "::" || host === "") return "127.0.0.1";
	return host.includes(":") ? `[${host}]` : host;
}

const IN_PROCESS: Connection = { keepOpen: () => undefined, remoteAddress: null };
