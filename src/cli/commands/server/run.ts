// torc-server run
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { ServerOptions } from "../../../server/start-server.ts";
import type { Context } from "../../context.ts";
import { serverRun } from "../../grammar/server.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { daemonize, inBackground } from "./daemonize.ts";
import { exposureWarnings } from "./exposure-warnings.ts";
import { serverLog } from "./server-log.ts";
import { type ServerSettings, serverSettings } from "./server-settings.ts";
import { snapshotOnSignal } from "./snapshot-on-signal.ts";
import { stopRequested } from "./stop-requested.ts";

export const command = implement(serverRun, {
	run: async (context, args) => {
		const env = { ...dotEnv(context.cwd), ...context.env };
		const settings = serverSettings(args, { config: context.config, env, cwd: context.cwd });
		if (args.daemon) {
			const { pid, port } = await daemonize({ argv: withoutDaemon(process.argv.slice(2)), pidFile: settings.pidFile });
			await context.terminal.print(`TORC_SERVER_PORT=${port}\n`);
			context.terminal.say(`torc-server runs in the background with process id ${pid} (${settings.pidFile})`);
			return undefined;
		}
		await serve(context, settings, args.shutdownOnStdinEof);
		return undefined;
	},
	show: () => NOTHING,
});

async function serve(context: Context, settings: ServerSettings, untilStdinEnds: boolean): Promise<void> {
	let silent = false;
	const say = (line: string): void => {
		if (!silent) context.terminal.say(line);
	};
	const log = serverLog({ logDir: settings.logDir, json: settings.jsonLogs, say, level: settings.logLevel });
	const { startServer } = await import("../../../server/start-server.ts");
	await using server = await startServer({
		databasePath: settings.database,
		host: settings.host,
		port: settings.port,
		log,
		requireAuth: settings.requireAuth,
		enforceAccess: settings.enforceAccessControl,
		compatTextFields: settings.compatTextFields,
		adminUsers: settings.adminUsers,
		changeLogDays: settings.changeLogDays,
		credentialCacheSeconds: settings.credentialCacheTtlSeconds,
		...optional(settings),
	});
	for (const warning of exposureWarnings(settings, server.port)) log(`warning: ${warning}`);
	log(`listening at ${server.url}, database ${settings.database}`);
	silent = inBackground(context.env);
	// Heard before the port is told: who reads it may send a signal at once.
	const stop = stopRequested({ untilStdinEnds });
	const endSnapshots = snapshotOnSignal(server, {
		env: context.env,
		cwd: context.cwd,
		terminal: context.terminal,
		log,
	});
	await context.terminal.print(`TORC_SERVER_PORT=${server.port}\n`);
	const reason = await stop;
	endSnapshots();
	log(`stopping: ${reason}`);
	await server.close();
	log("stopped");
}

/** Variables of ./.env; the real environment wins. */
function dotEnv(cwd: string): Record<string, string | undefined> {
	try {
		return parseEnv(readFileSync(join(cwd, ".env"), "utf8"));
	} catch {
		return {};
	}
}

/** What is not set keeps the server's default. */
function optional(settings: ServerSettings): Partial<ServerOptions> {
	const { authFile, tls, maxBodyBytes, shownBodyBytes, disableAdminSql, disableAdminSqlWrites } = settings;
	return {
		...(authFile !== null && { authFile }),
		...(tls !== null && { tls }),
		...(maxBodyBytes !== null && { maxBodyBytes }),
		...(shownBodyBytes !== null && { shownBodyBytes }),
		...(disableAdminSql ? { adminSql: "off" as const } : disableAdminSqlWrites && { adminSql: "read-only" as const }),
	};
}

/** The arguments after the word `server`. */
const withoutDaemon = (argv: readonly string[]): string[] =>
	(argv[0] === "server" ? argv.slice(1) : argv).filter((word) => word !== "--daemon");
