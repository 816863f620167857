// torc config init: writes a file with every key, its meaning and its default, commented out.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { configFiles } from "../../config/config-files.ts";
import { CONFIG_KEYS, type ConfigKey } from "../../config/config-keys.ts";
import { drawToml, type TomlEntry, tomlValue } from "../../config/draw-toml.ts";
import { configInit } from "../../grammar/config.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(configInit, {
	run: async (context, args) => {
		const wanted = args.system ? "system" : args.local ? "local" : "user";
		const { path } = configFiles(context).find(({ scope }) => scope === wanted) as { path: string };
		if (existsSync(path) && !args.force) {
			throw new TorcError("conflict", `${path} is there already; it was left as it is`, {
				hint: "--force overwrites it.",
			});
		}
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, template());
		return { path };
	},
	show: ({ path }) => text(`Wrote ${path}: remove the # before what you want to set.`),
});

function template(): string {
	const entries = Object.entries(CONFIG_KEYS)
		.filter(([key, { unused }]) => !unused && !key.includes("*") && key !== "server.url")
		.map(([key, known]) => entryOf(key, known));
	return `${HEAD}\n${drawToml(entries)}\n${PROFILE}`;
}

function entryOf(key: string, { type, default: value, help, values }: ConfigKey): TomlEntry {
	const shown = value ?? (type === "text" ? "" : type === "boolean" ? false : 1);
	const choices = values ? `${help}: ${values.join(", ")}` : help;
	return { key, value: tomlValue(shown, type === "number"), help: choices, off: true };
}

const HEAD = `# Configuration of Torc. Values shown are the defaults, or examples where there is none.
# 'torc config validate' checks this file; 'torc config show --origin' tells where each value comes from.
`;

const PROFILE = `# A cluster that Torc does not know by itself:
# [client.hpc.custom_profiles.mycluster]
# display_name = "My cluster"
# detect_env_var = "CLUSTER_NAME=mycluster"
# default_account = "myproject"
# [[client.hpc.custom_profiles.mycluster.partitions]]
# name = "standard"
# cpus_per_node = 64
# memory_mb = 256000
# max_walltime_secs = 172800
`;
