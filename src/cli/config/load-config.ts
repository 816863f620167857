// Reads the configuration files and variables; later ones win: system, user, ./torc.toml, environment.
import { existsSync, readFileSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join } from "node:path";
import { TorcError } from "../../core/errors.ts";
import { nearestName } from "../../core/nearest-name.ts";
import { convertVariable, hasType } from "./check-type.ts";
import { Config } from "./config.ts";
import { CONFIG_KEYS, isSection, keyType } from "./config-keys.ts";
import { lineOfKey } from "./line-of-key.ts";

export interface ConfigSources {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	readonly warn: (message: string) => void;
}

/** Unknown keys are warned about. Errors: `environment` naming file, line and key. */
export async function loadConfig(sources: ConfigSources): Promise<Config> {
	const values = new Map<string, unknown>();
	for (const file of configFiles(sources)) if (existsSync(file)) await readConfigFile(file, values, sources.warn);
	readVariables(sources, values);
	return new Config(values);
}

/** In the order they are read. */
export function configFiles({ env, cwd }: Pick<ConfigSources, "env" | "cwd">): string[] {
	const home = env.HOME ?? homedir();
	const userFolder = env.XDG_CONFIG_HOME
		? join(env.XDG_CONFIG_HOME, "torc")
		: platform() === "darwin"
			? join(home, "Library", "Application Support", "torc")
			: join(home, ".config", "torc");
	return ["/etc/torc/config.toml", join(userFolder, "config.toml"), join(cwd, "torc.toml")];
}

async function readConfigFile(file: string, values: Map<string, unknown>, warn: (m: string) => void): Promise<void> {
	const { parse, TomlError } = await import("smol-toml");
	let text: string;
	let document: Record<string, unknown>;
	try {
		text = readFileSync(file, "utf8");
		document = parse(text);
	} catch (error) {
		if (error instanceof TomlError) {
			const [reason] = error.message.split("\n");
			throw wrong(`${file}:${error.line}:${error.column}: ${reason}`, error);
		}
		throw wrong(`Cannot read the configuration file ${file}: ${(error as Error).message}`, error);
	}
	flatten(document, "", (key, value) => {
		const type = keyType(key);
		const place = (): string => `${file}:${lineOfKey(text, key)}`;
		if (type === null) {
			const near = nearestName(key, Object.keys(CONFIG_KEYS));
			warn(`${place()}: unknown key ${key}${near ? `; did you mean ${near}?` : ""}`);
		} else if (!hasType(value, type)) {
			throw wrong(`${place()}: ${key} must be ${TYPE_WORDS[type]}, not ${JSON.stringify(value)}`);
		} else values.set(key, value);
	});
}

/** `TORC_CLIENT__RUN__NUM_CPUS=4`; comma lists for list keys. */
function readVariables({ env, warn }: ConfigSources, values: Map<string, unknown>): void {
	for (const [name, text] of Object.entries(env)) {
		if (text === undefined || !/^TORC_(CLIENT|SERVER|DASH)__/.test(name)) continue;
		const key = name.slice("TORC_".length).toLowerCase().replaceAll("__", ".");
		const type = keyType(key);
		if (type === null) {
			warn(`unknown variable ${name}: there is no configuration key ${key}`);
			continue;
		}
		const value = convertVariable(text, type);
		if (value === undefined) throw wrong(`The variable ${name} must be ${TYPE_WORDS[type]}, not '${text}'`);
		values.set(key, value);
	}
}

function flatten(table: object, prefix: string, visit: (key: string, value: unknown) => void): void {
	for (const [name, value] of Object.entries(table)) {
		const key = prefix === "" ? name : `${prefix}.${name}`;
		const isTable = typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
		if (isTable && isSection(key)) flatten(value, key, visit);
		else visit(key, value);
	}
}

const TYPE_WORDS = {
	text: "a text",
	int: "a whole number",
	number: "a number",
	boolean: "true or false",
	list: "a list of texts",
	any: "a value",
} as const;

const wrong = (message: string, cause?: unknown): TorcError =>
	new TorcError("environment", message, { cause, hint: "Correct it and try again." });
