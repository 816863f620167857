// Opens the way to the server a command talks to: a remote one, or one inside this program.
import { readFileSync } from "node:fs";
import type { Client } from "../../client/call.ts";
import type { Fetch } from "../../client/send-request.ts";
import { TorcError } from "../../core/errors.ts";
import { fetchWithTls } from "../../platform/fetch-with-tls.ts";
import type { CommandSpec } from "../grammar/command.ts";
import type { GlobalArguments } from "../grammar/global-options.ts";
import { answers } from "./answers.ts";
import { chooseServer, DEFAULT_DATABASE } from "./choose-server.ts";
import { openEmbedded } from "./embedded-server.ts";
import { openInMemory, refuseInMemory } from "./in-memory-server.ts";
import { inheritServer } from "./inherited-server.ts";
import { loggedFetch } from "./logged-fetch.ts";

export interface OpenConnection {
	readonly client: Client;
	/** Where other programs, jobs for example, reach the server. */
	readonly url: string;
	/** The database of a server inside this program. */
	readonly databasePath: string | null;
	/** Variables with which other programs sign in as this one did. */
	readonly credentials: Readonly<Record<string, string>>;
	close(): Promise<void>;
}

export interface ConnectionOptions {
	readonly command: CommandSpec;
	readonly globals: GlobalArguments;
	readonly apiUrl: string | undefined;
	readonly cwd: string;
	readonly user: string;
	readonly password: string | undefined;
	readonly caCert: string | undefined;
	readonly insecure: boolean;
	/** Notices, on standard error. */
	readonly say: (line: string) => void;
	/** Tell of every request. */
	readonly logRequests?: boolean;
}

/** Errors: `unreachable`, `incompatible`, `environment`, `busy`. */
export async function openConnection(options: ConnectionOptions): Promise<OpenConnection> {
	const { globals } = options;
	const send = told(options, remoteFetch(options));
	const choice = await chooseServer(
		{
			cwd: options.cwd,
			standalone: globals.standalone,
			db: globals.db,
			url: options.apiUrl,
			mayStart: options.command.server === "starts",
		},
		(url) => answers(url, send, DEFAULT_SERVER_TIMEOUT_MS),
	);
	if (choice.server === "remote") return remote(options, choice.url, send);
	if (choice.because === "asked" && globals.torcServerBin !== undefined) {
		return named(options, choice.databasePath, globals.torcServerBin);
	}
	return embedded(options, choice.databasePath, choice.because);
}

/** Nobody waits long for a server that was not asked for. */
const DEFAULT_SERVER_TIMEOUT_MS = 1_000;

async function remote(options: ConnectionOptions, url: string, send: Fetch): Promise<OpenConnection> {
	const { connect } = await import("../../client/connect.ts");
	const { cookieHeader, skipVersionCheck } = options.globals;
	const client = connect({
		url,
		fetch: send,
		user: options.user,
		password: options.password,
		...(cookieHeader !== undefined && { headers: { cookie: cookieHeader } }),
	});
	if (!skipVersionCheck) await refuseOtherVersions(client, options.say);
	const credentials = {
		...(options.password !== undefined && { TORC_PASSWORD: options.password }),
		...(cookieHeader !== undefined && { TORC_COOKIE_HEADER: cookieHeader }),
	};
	return { client, url, databasePath: null, credentials, close: async () => undefined };
}

async function refuseOtherVersions(client: Client, say: (line: string) => void): Promise<void> {
	const { checkVersion } = await import("../../client/check-version.ts");
	const result = await checkVersion(client);
	if (result.verdict === "warning") say(result.message);
	if (result.verdict === "incompatible") {
		throw new TorcError("incompatible", result.message, {
			hint: "Use the program that came with the server, or --skip-version-check to try all the same.",
		});
	}
}

async function embedded(
	options: ConnectionOptions,
	databasePath: string,
	because: "asked" | "found" | "made",
): Promise<OpenConnection> {
	const share = options.command.staysOpen === true || because === "asked";
	const log = (message: string): void => {
		if (message.startsWith("warning:")) options.say(`[torc-server] ${message}`);
	};
	const { inMemory, snapshotIntervalSeconds } = options.globals;
	if (inMemory) refuseInMemory(options.command, databasePath);
	const opening = inMemory
		? openInMemory({ file: databasePath, snapshotIntervalSeconds, log })
		: openEmbedded({ databasePath, share, log });
	const opened = await (because === "asked" ? opening.catch(refuseStart) : opening);
	if (opened.kind === "other") {
		const inherited = inheritServer({ databasePath, url: opened.url, share, log, say: options.say });
		const connection = await remote(options, opened.url, told(options, inherited.fetch));
		return { ...connection, close: inherited.close };
	}
	const { server, close } = opened;
	if (because === "asked") sayStarted(options, server.url, databasePath);
	if (because === "made") options.say(`No server is configured: workflows are kept in ./${DEFAULT_DATABASE}.`);
	const { connect } = await import("../../client/connect.ts");
	const send = told(options, (request) => server.fetch(request));
	const client = connect({ url: server.url, fetch: send, user: options.user });
	return { client, url: server.url, databasePath, credentials: {}, close };
}

/** The words that Torc 1.0 has for it (7-cli, Standalone mode). */
function refuseStart(error: unknown): never {
	if (!(error instanceof TorcError)) throw error;
	const { kind, message, hint, details } = error;
	const options = { cause: error, details, ...(hint !== null && { hint }) };
	throw new TorcError(kind, `Error starting standalone torc-server: ${message}`, options);
}

async function named(options: ConnectionOptions, databasePath: string, program: string): Promise<OpenConnection> {
	const { inMemory, snapshotIntervalSeconds } = options.globals;
	if (inMemory) refuseInMemory(options.command, databasePath);
	const { startNamedServer } = await import("./named-server.ts");
	const { say } = options;
	const server = await startNamedServer({ program, databasePath, inMemory, snapshotIntervalSeconds, say });
	sayStarted(options, server.url, databasePath);
	try {
		return { ...(await remote(options, server.url, told(options, fetch))), close: server.close };
	} catch (error) {
		await server.close();
		throw error;
	}
}

function sayStarted({ globals, say }: ConnectionOptions, url: string, databasePath: string): void {
	const place = globals.inMemory ? `in memory, written at the end to ${databasePath}` : `db: ${databasePath}`;
	say(`Started standalone torc-server on ${url} (${place})`);
}

const told = ({ logRequests, say }: ConnectionOptions, send: Fetch): Fetch =>
	logRequests ? loggedFetch(send, say) : send;

function remoteFetch({ caCert, insecure }: ConnectionOptions): Fetch {
	if (caCert === undefined && !insecure) return (request) => fetch(request);
	try {
		const certificateAuthority = caCert === undefined ? undefined : readFileSync(caCert, "utf8");
		return fetchWithTls({ certificateAuthority, insecure });
	} catch (error) {
		throw new TorcError("environment", `Cannot read the certificate authority ${caCert}: ${(error as Error).message}`, {
			cause: error,
			hint: "Check --tls-ca-cert, TORC_TLS_CA_CERT and client.tls.ca_cert.",
		});
	}
}
