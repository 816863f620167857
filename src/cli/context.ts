// What every command is given: where results and questions go, the settings, and the server on demand.
import type { Client } from "../client/call.ts";
import type { Config } from "./config/config.ts";
import type { OpenConnection } from "./connection/open-connection.ts";
import type { GlobalArguments } from "./grammar/global-options.ts";
import type { Format } from "./render/render.ts";
import type { Terminal } from "./terminal.ts";

export interface Context {
	readonly format: Format;
	readonly globals: GlobalArguments;
	readonly config: Config;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	/** Owner of what is created: TORC_USERNAME, USER, USERNAME, or the login name. */
	readonly user: string;
	readonly terminal: Terminal;
	/** Connects on first use. */
	connection(): Promise<OpenConnection>;
	client(): Promise<Client>;
	/** Warnings and hints on standard error. */
	warn(message: string): void;
}
