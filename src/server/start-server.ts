// Starts a server: opens the store, listens, and ends in good order.
import { setTimeout as delay } from "node:timers/promises";
import { BASE_PATH } from "../contract/interface.ts";
import { TorcError } from "../core/errors.ts";
import { type Connection, type Listener, listen } from "../platform/listen.ts";
import { setSystemAdmins } from "../store/commands/administration/access-groups.ts";
import { failInterruptedTasks } from "../store/commands/tasks.ts";
import { openStore } from "../store/open-store.ts";
import { createAuthenticator } from "./credentials/credentials.ts";
import { allHandlers } from "./handlers/all-handlers.ts";
import { extraPages } from "./information-page.ts";
import { BackgroundTasks } from "./live/background-tasks.ts";
import { EventStreams } from "./live/event-streams.ts";
import { forgetOldChanges } from "./live/forget-changes.ts";
import { watchLeases } from "./live/lease-watch.ts";
import { WaitRoom } from "./live/wait-room.ts";
import { createRouter, type Router } from "./router.ts";
import { readTls, type TlsFiles, watchTls } from "./tls-files.ts";
import { Observer } from "./traffic/observer.ts";

export interface ServerOptions {
	/** A file, or `:memory:`. */
	readonly databasePath: string;
	readonly host?: string;
	/** 0 = any free port. Absent: no port, only `fetch`. */
	readonly port?: number;
	/** Largest JSON body in bytes. */
	readonly maxBodyBytes?: number;
	/** Seconds a request's body may take to arrive, and a connection may stay silent; 1 to 255. Default 255. */
	readonly idleSeconds?: number;
	/** How long requests may take to finish when the server is closed. */
	readonly shutdownGraceMs?: number;
	/** htpasswd file of the users; absent: everybody is anonymous. */
	readonly authFile?: string;
	/** Refuse every request without a valid user; needs `authFile`. */
	readonly requireAuth?: boolean;
	/** Everybody sees and changes only what is his own or shared with him; needs `authFile` to be of use. */
	readonly enforceAccess?: boolean;
	/** Members of the group `admin`; nobody else is in it from the start on. */
	readonly adminUsers?: readonly string[];
	/** No SQL, or no writing SQL, through the interface. */
	readonly adminSql?: "off" | "read-only";
	/** Records within workflows are sent as JSON text, for clients of 0.12. */
	readonly compatTextFields?: boolean;
	/** How long a reading statement may take. */
	readonly adminSqlSeconds?: number;
	/** How much of a body is shown to administrators who follow requests, in bytes. */
	readonly shownBodyBytes?: number;
	/** How long a verified password need not be verified again; 0 = always verify. Default 60. */
	readonly credentialCacheSeconds?: number;
	/** How many days the change log keeps its entries; 0 = none are made. Default 90. */
	readonly changeLogDays?: number;
	/** PEM files; with them the server speaks HTTPS. */
	readonly tls?: TlsFiles;
	/** How often these files are looked at for a renewed certificate. */
	readonly tlsCheckMs?: number;
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
	/** Writes a copy of the database to a file, as a whole. */
	saveTo(file: string): void;
	close(): Promise<void>;
}

const MAX_BODY_BYTES = 200 * 2 ** 20;
const SHOWN_BODY_BYTES = 8192;
const ADMIN_SQL_SECONDS = 60;
const CHANGE_LOG_DAYS = 90;
const TLS_CHECK_MS = 10_000;
const SHUTDOWN_GRACE_MS = 30_000;

/** Errors: `environment` (port taken, a file cannot be read), `busy`, `incompatible`, `usage` (options that contradict). */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
	const log = options.log ?? (() => undefined);
	const users = createAuthenticator({
		authFile: options.authFile ?? null,
		required: options.requireAuth ?? false,
		cacheSeconds: options.credentialCacheSeconds ?? 60,
		log,
	});
	const tls = options.tls && readTls(options.tls);
	const store = openStore({ path: options.databasePath, warn: (message) => log(`warning: ${message}`) });
	const waits = new WaitRoom(store);
	const streams = new EventStreams(store);
	const observer = new Observer(store, options.shownBodyBytes ?? SHOWN_BODY_BYTES);
	const tasks = new BackgroundTasks(store, log);
	const adminSql = {
		enabled: options.adminSql !== "off",
		writesEnabled: options.adminSql === undefined,
		maxSeconds: options.adminSqlSeconds ?? ADMIN_SQL_SECONDS,
	};
	const startedAt = Date.now();
	const leases = watchLeases(store, startedAt, log);
	const changeLogDays = options.changeLogDays ?? CHANGE_LOG_DAYS;
	const changes = forgetOldChanges(store, changeLogDays, log);
	const router = createRouter({
		handlers: allHandlers({
			store,
			waits,
			streams,
			tasks,
			users,
			observer,
			adminSql,
			enforcesAccess: options.enforceAccess ?? false,
			compatTextFields: options.compatTextFields ?? false,
			startedAt,
			log,
		}),
		extras: extraPages,
		access: {
			db: store.reader,
			enforced: options.enforceAccess ?? false,
			knowsUsers: options.authFile !== undefined,
		},
		users,
		observer,
		keepsChanges: changeLogDays > 0,
		maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
		log,
	});
	const requests = countRequests(router);
	const host = options.host ?? "127.0.0.1";
	let listener: Listener | null = null;
	let endWatch = (): void => undefined;
	try {
		await store.write((tx) => {
			failInterruptedTasks(tx);
			setSystemAdmins(tx, options.adminUsers ?? []);
		});
		if (options.port !== undefined) {
			const { port, idleSeconds } = options;
			const opened = listen({ host, port, idleSeconds, tls, fetch: requests.answer });
			listener = opened;
			if (options.tls && tls) {
				const everyMs = options.tlsCheckMs ?? TLS_CHECK_MS;
				endWatch = watchTls({ files: options.tls, current: tls, everyMs, use: opened.renew, log });
			}
		}
	} catch (error) {
		leases.stop();
		changes.stop();
		endWatch();
		await listener?.stop();
		await store.close();
		throw error;
	}

	async function shutDown(): Promise<void> {
		leases.stop();
		changes.stop();
		endWatch();
		listener?.stopAccepting();
		waits.close();
		streams.close();
		observer.close();
		const deadline = Date.now() + (options.shutdownGraceMs ?? SHUTDOWN_GRACE_MS);
		const isBusy = (): boolean => requests.pending() > 0 || (listener?.pending ?? 0) > 0;
		while (isBusy() && Date.now() < deadline) await delay(10);
		await tasks.close();
		await listener?.stop();
		await store.close();
	}
	let closing: Promise<void> | null = null;
	const close = (): Promise<void> => {
		closing ??= shutDown();
		return closing;
	};

	return {
		url: `${tls ? "https" : "http"}://${urlHost(host)}:${listener?.port ?? 0}${BASE_PATH}`,
		port: listener?.port ?? 0,
		fetch: (request) => {
			if (closing) return Promise.reject(new TorcError("unreachable", "The server has been closed"));
			return requests.answer(request, IN_PROCESS);
		},
		saveTo: store.saveTo,
		close,
		[Symbol.asyncDispose]: close,
	};
}

function countRequests(router: Router) {
	let pending = 0;
	const answer: Router = async (request, connection) => {
		pending++;
		try {
			return await router(request, connection);
		} finally {
			pending--;
		}
	};
	return { answer, pending: () => pending };
}

/** The name under which this machine reaches a server that listens on `host`. */
function urlHost(host: string): string {
	if (host === "0.0.0.0" || host === "::" || host === "") return "127.0.0.1";
	return host.includes(":") ? `[${host}]` : host;
}

const IN_PROCESS: Connection = { keepOpen: () => undefined, keepBusy: () => undefined, remoteAddress: "127.0.0.1" };
