// What an installed server is told: a full command line, so that no other setting changes it unnoticed.
import { dirname, join, resolve } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { type Arguments, flagOf } from "../../grammar/command.ts";
import type { serviceInstall } from "../../grammar/server-service.ts";
import { databasePath } from "../server/server-settings.ts";

export type Scope = "system" | "user";

export interface ServiceSettings {
	readonly scope: Scope;
	/** After the program's own path. */
	readonly argv: readonly string[];
	/** The server writes there; they are made. */
	readonly folders: readonly string[];
}

interface Surroundings {
	readonly home: string;
	readonly cwd: string;
}

const PATHS = ["tlsCert", "tlsKey", "authFile"] as const;

/** Errors: `environment` when flags do not go together. */
export function serviceSettings(args: Arguments<typeof serviceInstall>, { home, cwd }: Surroundings): ServiceSettings {
	if (args.https && (args.tlsCert === undefined || args.tlsKey === undefined)) {
		throw new TorcError("environment", "--https needs --tls-cert and --tls-key", { hint: "Nothing was installed." });
	}
	if (args.requireAuth && args.authFile === undefined) {
		throw new TorcError("environment", "--require-auth needs --auth-file", { hint: "Nothing was installed." });
	}
	const scope: Scope = args.user ? "user" : "system";
	const [data, logs] =
		scope === "user" ? [join(home, ".torc"), join(home, ".torc/logs")] : ["/var/lib/torc", "/var/log/torc"];
	const database = databasePath(args.database ?? join(data, "torc.db"), cwd);
	const logDir = args.logDir === undefined ? logs : resolve(cwd, args.logDir);
	const { user, dryRun, daemon, pidFile, shutdownOnStdinEof, ...rest } = args;
	const told: Readonly<Record<string, unknown>> = {
		...rest,
		host: args.host ?? "0.0.0.0",
		port: args.port ?? 8080,
		database,
		logDir,
		...Object.fromEntries(PATHS.flatMap((key) => (args[key] === undefined ? [] : [[key, resolve(cwd, args[key])]]))),
	};
	const folders = database === ":memory:" ? [logDir] : [dirname(database), logDir];
	return {
		scope,
		argv: ["server", "run", ...Object.entries(told).flatMap(([key, value]) => words(key, value))],
		folders,
	};
}

function words(key: string, value: unknown): string[] {
	if (value === undefined || value === false) return [];
	if (value === true) return [flagOf(key)];
	return [value].flat().flatMap((each) => [flagOf(key), String(each)]);
}
