// The flags every torc command takes, before or after its words.
import type { Arguments, OptionTable } from "./command.ts";

export const globalOptions = {
	format: {
		type: "text",
		short: "f",
		values: ["table", "json", "csv"],
		// As in Torc 1.0 (7-cli, Conventions).
		otherValues: "malformed",
		help: "How results are printed [default: table]",
	},
	url: { type: "text", env: "TORC_API_URL", help: "Address of the server, with /torc-service/v1" },
	logLevel: { type: "text", env: "RUST_LOG", help: "error, warn, info, debug or trace" },
	password: { type: "text", env: "TORC_PASSWORD", help: "Password for the server" },
	promptPassword: { type: "flag", help: "Ask for the password" },
	skipVersionCheck: { type: "flag", help: "Talk to a server of another major version anyway" },
	tlsCaCert: { type: "text", value: "FILE", env: "TORC_TLS_CA_CERT", help: "Certificate authority to trust (PEM)" },
	tlsInsecure: { type: "flag", env: "TORC_TLS_INSECURE", help: "Do not verify the server's certificate" },
	cookieHeader: { type: "text", env: "TORC_COOKIE_HEADER", help: "Cookie header for login proxies" },
	standalone: { type: "flag", short: "s", help: "Start a server for this command alone, on --db" },
	db: { type: "text", value: "PATH", help: "Database of --standalone [default: ./torc_output/torc.db]" },
	inMemory: {
		type: "flag",
		requires: "standalone",
		help: "run, exec: keep the database in memory, write it to --db at the end",
	},
	snapshotIntervalSeconds: {
		type: "int",
		min: 1,
		value: "SECONDS",
		requires: "inMemory",
		help: "Write the in-memory database this often",
	},
	torcServerBin: {
		type: "text",
		value: "PATH",
		env: "TORC_SERVER_BIN",
		help: "Start this program as the server of --standalone [default: this one]",
	},
} as const satisfies OptionTable;

const spec = { path: [], summary: "", options: globalOptions } as const;
export type GlobalArguments = Arguments<typeof spec>;
