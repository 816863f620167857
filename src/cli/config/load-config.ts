// Reads the configuration files and variables; later ones win: system, user, ./torc.toml, environment.
import { existsSync } from "node:fs";
import { TorcError } from "../../core/errors.ts";
import { Config, type Setting } from "./config.ts";
import { configFiles } from "./config-files.ts";
import { rangeProblems } from "./find-problems.ts";
import { readConfigFile } from "./read-config-file.ts";
import { readConfigVariables } from "./read-config-variables.ts";

export interface ConfigSources {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
}

export interface ConfigProblem {
	readonly severity: "error" | "warning" | "note";
	/** With its place. */
	readonly message: string;
}

export interface ReadConfig {
	readonly config: Config;
	readonly problems: readonly ConfigProblem[];
}

/** Everything that can be read, and everything that is wrong with the rest. */
export async function readConfig(sources: ConfigSources): Promise<ReadConfig> {
	const settings = new Map<string, Setting>();
	const problems: ConfigProblem[] = [];
	for (const { path } of configFiles(sources)) {
		if (existsSync(path)) await readConfigFile(path, settings, problems);
	}
	readConfigVariables(sources.env, settings, problems);
	return { config: new Config(settings), problems };
}

/** Unknown keys are warned about. Errors: `environment` naming file, line and key of wrong types and client values. */
export async function loadConfig(sources: ConfigSources, warn: (message: string) => void): Promise<Config> {
	const { config, problems } = await readConfig(sources);
	for (const { severity, message } of problems) if (severity === "warning") warn(message);
	const errors = problems.filter(({ severity }) => severity === "error").map(({ message }) => message);
	// What is out of range for a server does not keep others from their work.
	errors.push(...rangeProblems(config, (key) => key.startsWith("client.")));
	if (errors.length === 0) return config;
	throw new TorcError("environment", errors.join("\n"), {
		hint: "Correct it and try again; 'torc config validate' checks all files.",
	});
}
