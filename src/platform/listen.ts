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

/** In PEM form. */
export interface TlsTexts {
	readonly certificate: string;
	readonly key: string;
}

export interface ListenOptions {
	readonly host: string;
	/** 0 = any free port. */
	readonly port: number;
	/** Seconds a request's body may take, and a connection may stay silent; at most 255, which is the default. */
	readonly idleSeconds?: number | undefined;
	readonly tls?: TlsTexts | undefined;
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
	/** Serves new connections with another certificate; of no effect without one. Errors: what is wrong with it. */
	renew(tls: TlsTexts): void;
}

/** The longest Bun allows. Headers that have not come within some 12 seconds are cut by Bun itself. */
const IDLE_SECONDS = 255;

/** The router enforces its own limit on bodies; this one only bounds streamed drafts (16 GiB). */
const MAX_REQUEST_BYTES = 2 ** 34;

/** Errors: `environment` when the address cannot be used. */
export function listen(options: ListenOptions): Listener {
	try {
		return options.tls === undefined ? listenPlain(options) : listenRenewable(options, options.tls);
	} catch (error) {
		throw describeListenError(error, options);
	}
}

function listenPlain(options: ListenOptions): Listener {
	const server = serve(options, {});
	return {
		port: server.port ?? options.port,
		get pending() {
			return server.pendingRequests;
		},
		stopAccepting: () => void server.stop(false),
		stop: () => server.stop(true),
		renew: () => undefined,
	};
}

/** A certificate cannot be exchanged in a server: a new one takes the port over, the old one ends what it has begun. */
function listenRenewable(options: ListenOptions, tls: TlsTexts): Listener {
	const port = freePort(options);
	let servers: readonly BunServer[] = [serve({ ...options, port }, { tls, reusePort: true })];
	const all = async (closeConnections: boolean): Promise<void> => {
		await Promise.all(servers.map((server) => server.stop(closeConnections)));
	};
	return {
		port,
		get pending() {
			return servers.reduce((sum, server) => sum + server.pendingRequests, 0);
		},
		stopAccepting: () => void all(false),
		stop: () => all(true),
		renew: (fresh) => {
			const server = serve({ ...options, port }, { tls: fresh, reusePort: true });
			for (const old of servers) void old.stop(false);
			servers = [...servers, server];
		},
	};
}

/** Sharing a port, which the exchange needs, would share it with a stranger too: whether it is free is found out before. */
function freePort(options: ListenOptions): number {
	const probe = serve(options, {});
	const port = probe.port ?? options.port;
	void probe.stop(true);
	return port;
}

type BunServer = ReturnType<typeof Bun.serve>;

function serve(options: ListenOptions, sharing: { readonly tls?: TlsTexts; readonly reusePort?: boolean }): BunServer {
	const idleSeconds = options.idleSeconds ?? IDLE_SECONDS;
	return Bun.serve({
		hostname: options.host,
		port: options.port,
		reusePort: sharing.reusePort ?? false,
		idleTimeout: idleSeconds,
		maxRequestBodySize: MAX_REQUEST_BYTES,
		...(sharing.tls && { tls: { cert: sharing.tls.certificate, key: sharing.tls.key } }),
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
