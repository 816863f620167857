// Gathers what a command is given from flags, environment and configuration.
import { resolve } from "node:path";
import { isTold, logLevel } from "../core/log-level.ts";
import { loginName } from "../platform/login-name.ts";
import { loadConfig, readConfig } from "./config/load-config.ts";
import { deliverLeftResults } from "./connection/left-results.ts";
import type { OpenConnection } from "./connection/open-connection.ts";
import type { Context } from "./context.ts";
import type { CommandSpec } from "./grammar/command.ts";
import type { GlobalArguments } from "./grammar/global-options.ts";
import type { Values } from "./parse/parse-command-line.ts";
import type { Format } from "./render/render.ts";
import type { Terminal } from "./terminal.ts";

export interface OwnedContext {
	readonly context: Context;
	/** Ends a server that was started for the command. */
	close(): Promise<void>;
}

/** Errors: a wrong configuration. */
export async function makeContext(command: CommandSpec, values: Values, terminal: Terminal): Promise<OwnedContext> {
	const globals = values as GlobalArguments;
	const { env } = process;
	const cwd = process.cwd();
	let level = logLevel(globals.logLevel);
	const warn = (message: string): void => {
		if (isTold("warn", level)) terminal.say(`Warning: ${message}`);
	};
	const config = command.readsConfig ? (await readConfig({ env, cwd })).config : await loadConfig({ env, cwd }, warn);
	level = logLevel(globals.logLevel ?? config.text("client.log_level"));
	const configured = command.readsConfig ? undefined : config.text("client.format");
	// Both were checked where they were read.
	const format = (globals.format ?? configured ?? "table") as Format;
	if (globals.standalone && command.server === "none") {
		terminal.say("--standalone has no effect for this command; ignoring.");
	}
	const user = env.TORC_USERNAME || config.text("client.username") || env.USER || env.USERNAME || loginName();
	let opening: Promise<OpenConnection> | null = null;

	async function openAndDeliver(): Promise<OpenConnection> {
		const opened = await open();
		if (command.deliversJournals) return opened;
		const outputDirectory = resolve(cwd, config.text("client.run.output_dir") ?? "torc_output");
		await deliverLeftResults(opened.client, outputDirectory, terminal.say);
		return opened;
	}

	async function open(): Promise<OpenConnection> {
		const password = globals.promptPassword ? await askPassword(terminal, user) : globals.password;
		const { openConnection } = await import("./connection/open-connection.ts");
		return openConnection({
			command,
			globals,
			apiUrl: globals.url ?? config.text("client.api_url"),
			cwd,
			user,
			password,
			caCert: globals.tlsCaCert ?? config.text("client.tls.ca_cert"),
			insecure: globals.tlsInsecure || config.boolean("client.tls.insecure") === true,
			say: terminal.say,
			logRequests: isTold("debug", level),
		});
	}
	const connection = (): Promise<OpenConnection> => {
		opening ??= openAndDeliver();
		return opening;
	};

	return {
		context: {
			format,
			globals,
			config,
			env,
			cwd,
			user,
			terminal,
			connection,
			client: async () => (await connection()).client,
			warn,
		},
		close: async () => {
			const opened = await opening?.catch(() => null);
			await opened?.close();
		},
	};
}

async function askPassword(terminal: Terminal, user: string): Promise<string | undefined> {
	return (await terminal.askSecret(`Password for ${user}: `)) ?? undefined;
}
