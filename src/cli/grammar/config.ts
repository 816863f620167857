// torc config …
import { command } from "./command.ts";

export const configShow = command({
	path: ["config", "show"],
	summary: "Show the configuration that files, environment and defaults make",
	examples: [["torc config show --origin", "where each value comes from"]],
	options: {
		format: {
			type: "text",
			short: "f",
			value: "FORMAT",
			values: ["toml", "json"],
			help: "toml or json [default: toml]",
		},
		origin: { type: "flag", help: "Tell where each value comes from" },
	},
	server: "none",
	readsConfig: true,
});

export const configPaths = command({
	path: ["config", "paths"],
	summary: "List the configuration files, in the order they are read",
	examples: [["torc config paths", "which of them exist"]],
	server: "none",
	readsConfig: true,
});

export const configInit = command({
	path: ["config", "init"],
	summary: "Write a commented configuration file",
	examples: [["torc config init --local", "./torc.toml, for this folder"]],
	options: {
		system: { type: "flag", conflicts: ["user", "local"], help: "For everybody: /etc/torc/config.toml" },
		user: { type: "flag", conflicts: ["system", "local"], help: "For you (the default)" },
		local: { type: "flag", conflicts: ["system", "user"], help: "For this folder: ./torc.toml" },
		force: { type: "flag", short: "f", help: "Overwrite a file that is there" },
	},
	server: "none",
	readsConfig: true,
});

export const configValidate = command({
	path: ["config", "validate"],
	summary: "Check all configuration files and variables",
	examples: [["torc config validate", "exit code 1 if something is wrong"]],
	server: "none",
	readsConfig: true,
});
