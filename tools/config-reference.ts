// The reference of the configuration as Markdown, from the table of its keys.
import { CONFIG_KEYS, type ConfigKey, PARTITION_KEYS } from "../src/cli/config/config-keys.ts";
import { tomlValue } from "../src/cli/config/draw-toml.ts";

export function configMarkdown(): string {
	const sections = Map.groupBy(Object.entries(CONFIG_KEYS), ([key]) => key.slice(0, key.lastIndexOf(".")));
	const texts = [...sections].map(([section, keys]) =>
		[
			`## \`[${section.replace("*", "NAME")}]\``,
			"",
			"| Key | Type | Default | Meaning |",
			"| --- | --- | --- | --- |",
			...keys.map(([key, known]) => row(key.slice(section.length + 1), known)),
		].join("\n"),
	);
	const partition = Object.entries(PARTITION_KEYS).map(([key, type]) => `\`${key}\` (${type})`);
	return `${texts.join("\n\n")}\n\nA partition has the keys ${partition.join(", ")}; the first four are needed.\n`;
}

function row(name: string, { type, default: value, values, help, unused }: ConfigKey): string {
	const key = name === "*" ? "any" : `\`${name}\``;
	const shown = value === undefined ? "" : `\`${tomlValue(value, type === "number")}\``;
	const choices = values ? `: ${values.map((word) => `\`${word}\``).join(", ")}` : "";
	return `| ${key} | ${type} | ${shown} | ${help}${choices}${unused ? " (no effect)" : ""} |`;
}
