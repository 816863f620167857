// torc config show: the merged configuration, with --origin where each value comes from.
import { nested, type Origin, type Setting } from "../../config/config.ts";
import { findKey } from "../../config/config-keys.ts";
import { drawToml, tomlValue } from "../../config/draw-toml.ts";
import { loadConfig } from "../../config/load-config.ts";
import { configShow } from "../../grammar/config.ts";
import { globalOptions } from "../../grammar/global-options.ts";
import { implement } from "../../implement.ts";
import { renderJson } from "../../render/render.ts";
import { text } from "../../render/view.ts";
import { allSettings } from "./all-settings.ts";

export const command = implement(configShow, {
	run: async (context) => ({
		settings: allSettings(await loadConfig(context, context.warn)),
		overrides: overridesNow(context.env),
	}),
	show: ({ settings, overrides }, { format, origin }) => {
		if (format === "json") return text(renderJson(origin ? withOrigins(settings) : values(settings)));
		return text(drawn(settings, origin ? overrides : null));
	},
});

const values = (settings: ReadonlyMap<string, Setting>): unknown =>
	nested([...settings].map(([key, { value }]) => [key, value] as const));

const withOrigins = (settings: ReadonlyMap<string, Setting>): unknown =>
	nested([...settings].map(([key, setting]) => [key, setting] as const));

/** `overrides`: null when no origins are wanted. */
function drawn(settings: ReadonlyMap<string, Setting>, overrides: ReadonlyMap<string, string> | null): string {
	return drawToml(
		[...settings].map(([key, { value, origin }]) => ({
			key,
			value: tomlValue(value, findKey(key)?.type === "number"),
			...(overrides !== null && { comment: originText(origin, overrides.get(key)) }),
		})),
	);
}

function originText(origin: Origin, override: string | undefined): string {
	const now = override === undefined ? "" : `; ${override} is set and wins`;
	if (origin.from === "file") return `${origin.file}:${origin.line}${now}`;
	return (origin.from === "variable" ? origin.name : "default") + now;
}

/** Short variables such as TORC_API_URL count as flags and win over the configuration. */
function overridesNow(env: Readonly<Record<string, string | undefined>>): Map<string, string> {
	const flags = {
		"client.api_url": globalOptions.url,
		"client.log_level": globalOptions.logLevel,
		"client.tls.ca_cert": globalOptions.tlsCaCert,
		"client.tls.insecure": globalOptions.tlsInsecure,
	};
	const set = Object.entries(flags).filter(([, option]) => env[option.env]);
	return new Map(set.map(([key, option]) => [key, option.env]));
}
