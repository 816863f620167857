// What a server is to do, from flags, environment and configuration; flags win.
import { resolve } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { type LogLevel, logLevel } from "../../../core/log-level.ts";
import type { Config } from "../../config/config.ts";
import { rangeProblems } from "../../config/find-problems.ts";
import type { Arguments } from "../../grammar/command.ts";
import type { serverRun } from "../../grammar/server.ts";

export interface ServerSettings {
	/** A path, or `:memory:`. */
	readonly database: string;
	readonly host: string;
	readonly port: number;
	readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null;
	readonly authFile: string | null;
	readonly requireAuth: boolean;
	readonly credentialCacheTtlSeconds: number;
	readonly enforceAccessControl: boolean;
	readonly compatTextFields: boolean;
	/** 0: the change log is not kept. */
	readonly changeLogDays: number;
	readonly adminUsers: readonly string[];
	readonly disableAdminSql: boolean;
	readonly disableAdminSqlWrites: boolean;
	/** Largest body of a request; null = the server's own limit. */
	readonly maxBodyBytes: number | null;
	/** How much of a body is shown to administrators who follow requests; null = the server's own limit. */
	readonly shownBodyBytes: number | null;
	readonly logLevel: LogLevel;
	readonly logDir: string | null;
	readonly jsonLogs: boolean;
	readonly pidFile: string;
}

type Sources = {
	readonly config: Config;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
};

/** Errors: `environment` when no database is named, or settings do not go together. */
export function serverSettings(args: Arguments<typeof serverRun>, { config, env, cwd }: Sources): ServerSettings {
	const anyPort = config.number("server.port") === 0;
	const wrong = rangeProblems(config, (key) => key.startsWith("server.") && !(anyPort && key === "server.port"));
	if (wrong.length > 0) throw new TorcError("environment", wrong.join("\n"), { hint: "Correct it and start again." });
	const text = (flag: string | undefined, key: string): string | undefined => flag ?? config.text(key);
	const on = (flag: boolean, key: string): boolean => flag || config.boolean(key) === true;
	const authFile = text(args.authFile, "server.auth_file") ?? null;
	const requireAuth = on(args.requireAuth, "server.require_auth");
	if (requireAuth && authFile === null) {
		throw new TorcError("environment", "--require-auth needs --auth-file", {
			hint: "torc-htpasswd makes such a file.",
		});
	}
	return {
		database: databasePath(text(args.database, "server.database") ?? env.DATABASE_URL, cwd),
		host: args.host ?? config.text("server.host") ?? config.text("server.url") ?? "0.0.0.0",
		port: args.port ?? config.number("server.port") ?? 8080,
		tls: tlsFiles(
			on(args.https, "server.https"),
			text(args.tlsCert, "server.tls_cert"),
			text(args.tlsKey, "server.tls_key"),
		),
		authFile,
		requireAuth,
		credentialCacheTtlSeconds: args.credentialCacheTtlSecs ?? config.number("server.credential_cache_ttl_secs") ?? 60,
		enforceAccessControl: on(args.enforceAccessControl, "server.enforce_access_control"),
		compatTextFields: on(args.compatTextFields, "server.compat_text_fields"),
		changeLogDays: args.changeLogDays ?? config.number("server.change_log_days") ?? 90,
		adminUsers: [...args.adminUser, ...(config.list("server.admin_users") ?? [])],
		disableAdminSql: on(args.disableAdminSql, "server.disable_admin_sql"),
		disableAdminSqlWrites: on(args.disableAdminSqlWrites, "server.disable_admin_sql_writes"),
		maxBodyBytes: bytesOf(env, "TORC_MAX_REQUEST_BODY_MB", 2 ** 20),
		shownBodyBytes: bytesOf(env, "TORC_API_EVENT_BODY_MAX_BYTES", 1),
		logLevel: logLevel(text(args.logLevel, "server.log_level")),
		logDir: text(args.logDir, "server.logging.log_dir") ?? null,
		jsonLogs: on(args.jsonLogs, "server.logging.json_logs"),
		pidFile: args.pidFile ?? "/var/run/torc-server.pid",
	};
}

/** Of a variable, in `unit` bytes; null where it is not set. Error: `usage` when it is no number above 0. */
function bytesOf(env: Sources["env"], name: string, unit: number): number | null {
	const text = env[name];
	if (text === undefined || text === "") return null;
	const value = Number(text);
	if (value > 0 && Number.isFinite(value)) return Math.floor(value * unit);
	throw new TorcError("usage", `${name} must be a number above 0, not '${text}'`, {
		hint: "Unset it for the server's own limit.",
	});
}

/** `sqlite:PATH`, `sqlite://PATH`, a plain path, or `:memory:`. Errors: `environment` when none is named. */
export function databasePath(text: string | undefined, cwd: string): string {
	if (text === undefined || text === "") {
		throw new TorcError("environment", "No database is named", {
			hint: "Give --database torc.db, or set DATABASE_URL or server.database; the file is made when it is missing.",
		});
	}
	const path = text.replace(/^sqlite:(\/\/)?/, "").replace(/\?.*$/, "");
	return path === ":memory:" ? path : resolve(cwd, path);
}

function tlsFiles(https: boolean, certificate: string | undefined, key: string | undefined): ServerSettings["tls"] {
	if (!https) return null;
	if (certificate !== undefined && key !== undefined) return { certificateFile: certificate, keyFile: key };
	throw new TorcError("environment", "--https needs --tls-cert and --tls-key", {
		hint: "Both are files in PEM form.",
	});
}
