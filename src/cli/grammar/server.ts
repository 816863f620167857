// torc-server run, also spelled torc server and torc server run.
import { command } from "./command.ts";

export const serverRun = command({
	path: ["run"],
	summary: "Serve workflows until it is stopped",
	examples: [
		["torc-server run -d torc.db", "on port 8080, for everybody who reaches this machine"],
		["torc-server run -d torc.db -H 127.0.0.1 -p 0", "on a free port, only for this machine"],
	],
	details:
		"Prints TORC_SERVER_PORT=<port> when ready. SIGTERM and Ctrl-C end it in good order. Settings come from flags, the environment, and [server] of the configuration files.",
	options: {
		logLevel: { type: "text", short: "l", env: "RUST_LOG", help: "error, warn, info, debug or trace [default: info]" },
		https: { type: "flag", help: "Serve HTTPS; needs --tls-cert and --tls-key" },
		tlsCert: { type: "text", value: "FILE", env: "TORC_TLS_CERT", help: "Certificate chain (PEM)" },
		tlsKey: { type: "text", value: "FILE", env: "TORC_TLS_KEY", help: "Private key (PEM)" },
		host: {
			type: "text",
			short: "H",
			aliases: ["--url", "-u"],
			help: "Address to listen on [default: 0.0.0.0]",
		},
		port: { type: "int", short: "p", min: 0, max: 65_535, help: "Port; 0 picks a free one [default: 8080]" },
		threads: {
			type: "int",
			short: "t",
			min: 0,
			help: "Accepted for older scripts; one thread serves all [default: 1]",
		},
		database: { type: "text", short: "d", value: "PATH", help: "Database file, or :memory: [default: DATABASE_URL]" },
		authFile: { type: "text", value: "FILE", env: "TORC_AUTH_FILE", help: "Users and password hashes (htpasswd)" },
		requireAuth: { type: "flag", help: "Refuse callers without a password" },
		credentialCacheTtlSecs: {
			type: "int",
			min: 0,
			value: "SECS",
			env: "TORC_CREDENTIAL_CACHE_TTL_SECS",
			help: "Remember verified passwords for this long [default: 60]",
		},
		changeLogDays: {
			type: "int",
			min: 0,
			value: "DAYS",
			env: "TORC_CHANGE_LOG_DAYS",
			help: "Remember for this long who changed what; 0: not at all [default: 90]",
		},
		enforceAccessControl: { type: "flag", help: "Only owners and their groups may use a workflow" },
		compatTextFields: { type: "flag", help: "For clients of 0.12: send metadata and the like as JSON text" },
		logDir: { type: "text", value: "DIR", env: "TORC_LOG_DIR", help: "Write torc-server.log there too" },
		jsonLogs: { type: "flag", help: "That file in JSON lines" },
		daemon: { type: "flag", help: "Go on in the background" },
		pidFile: {
			type: "text",
			value: "FILE",
			help: "Where the background server's process id goes [default: /var/run/torc-server.pid]",
		},
		completionCheckIntervalSecs: {
			type: "number",
			short: "c",
			min: 0,
			value: "SECS",
			env: "TORC_COMPLETION_CHECK_INTERVAL_SECS",
			help: "Accepted for older scripts; completions are handled at once",
		},
		adminUser: {
			type: "text",
			value: "USER",
			env: "TORC_ADMIN_USERS",
			repeatable: true,
			commaSeparated: true,
			help: "Member of the admin group",
		},
		disableAdminSql: { type: "flag", help: "No SQL through the interface" },
		disableAdminSqlWrites: { type: "flag", help: "No writing SQL through the interface" },
		shutdownOnStdinEof: { type: "flag", hidden: true, help: "End when standard input ends" },
	},
	server: "none",
});

/** The same command below `torc`. */
export const torcServer = command({
	...serverRun,
	path: ["server"],
	summary: "Serve workflows (the same as torc-server run)",
	examples: [["torc server -d torc.db", "the same as torc-server run -d torc.db"]],
	oldPaths: [["server", "run"]],
});
