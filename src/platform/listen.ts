// Listening for HTTP requests: the one place that knows Bun.serve.
import { TorcError } from "../core/errors.ts";

/** What a request handler may ask of the connection it answers. */
export interface Connection {
	/** Lets this request stay silent for as long as it needs: long polls and event streams. */
	keepOpen(): void;
	/** Gives this request its time anew, because something of its body has come. */
	keepBusy(): void;
	/** Text of the caller's address, null when unknown. */
	readonly remoteAddress: string | null;
}

export interface ListenOptions {
	readonly host: string;
	/** 0 = any free port. */
	readonly port: number;
	/** Seconds a request's body may take, and a connection may stay silent; at most 255, which is the default. */
	readonly idleSeconds?: number | undefined;
	/** PEM texts. */
	readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
	readonly fetch: (request: Request, connection: Connection) => Response | Promise<Response>;
}

export interface Listener {
	readonly port: number;
	/** Requests that are not answered yet. */
	readonly pending: number;
	/** Takes no new connections; what is being answered goes on. */
	stopAccepting(): void;
	/** Closes every connection. */
	stop(): Promise<void>;
}

/** The longest Bun allows. Headers that have not come within some 12 seconds are cut by Bun itself. */
const IDLE_SECONDS = 255;

/** The router enforces its own limit on bodies; this one only bounds streamed drafts (16 GiB). */
const MAX_REQUEST_BYTES = 2 ** 34;

/** Errors: `environment` when the address cannot be used. */
export function listen(options: ListenOptions): Listener {
	const idleSeconds = options.idleSeconds ?? IDLE_SECONDS;
	try {
		const server = Bun.serve({
			hostname: options.host,
			port: options.port,
			idleTimeout: idleSeconds,
			maxRequestBodySize: MAX_REQUEST_BYTES,
			...(options.tls && { tls: { cert: options.tls.certificate, key: options.tls.key } }),
			fetch: (request, bunServer) =>
				options.fetch(request, {
					keepOpen: () => bunServer.timeout(request, 0),
					keepBusy: () => bunServer.timeout(request, idleSeconds),
					get remoteAddress() {
						return bunServer.requestIP(request)?.address ?? null;
					},
				}),
			error: () => new Response(null, { status: 500 }),
		});
		return {
			port: server.port ?? options.port,
			get pending() {
				return server.pendingRequests;
			},
			stopAccepting: () => void server.stop(false),
			stop: () => server.stop(true),
		};
	} catch (error) {
		throw describeListenError(error, options);
	}
}

function describeListenError(error: unknown, { host, port }: ListenOptions): TorcError {
	const code = (error as { code?: unknown }).code;
	const reason = error instanceof Error ? error.message : String(error);
	if (code === "EADDRINUSE") {
		return new TorcError("environment", `Port ${port} on ${host} is taken by another program`, {
			cause: error,
			hint: "Stop that program, or choose another port with --port (0 picks a free one).",
		});
	}
	if (code === "EACCES" || code === "EPERM") {
		return new TorcError("environment", `No permission to listen on port ${port} of ${host}`, {
			cause: error,
			hint: "Choose a port above 1023 with --port.",
		});
	}
	return new TorcError("environment", `Cannot listen on ${host}, port ${port}: ${reason}`, {
		cause: error,
		hint: "Check --host and --port.",
	});
}
