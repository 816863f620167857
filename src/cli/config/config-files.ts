// Where configuration files lie.
import { homedir, platform } from "node:os";
import { join } from "node:path";
import type { ConfigSources } from "./load-config.ts";

export interface ConfigFile {
	readonly scope: "system" | "user" | "local";
	readonly path: string;
}

/** In the order they are read: later ones win. */
export function configFiles({ env, cwd }: ConfigSources): ConfigFile[] {
	return [
		{ scope: "system", path: "/etc/torc/config.toml" },
		{ scope: "user", path: join(userFolder(env), "config.toml") },
		{ scope: "local", path: join(cwd, "torc.toml") },
	];
}

function userFolder(env: ConfigSources["env"]): string {
	const home = env.HOME ?? homedir();
	if (env.XDG_CONFIG_HOME) return join(env.XDG_CONFIG_HOME, "torc");
	if (platform() === "darwin") return join(home, "Library", "Application Support", "torc");
	if (platform() === "win32" && env.APPDATA) return join(env.APPDATA, "torc");
	return join(home, ".config", "torc");
}
