// What is wrong with settings of the right type: words and numbers out of range, settings that need each other.
import type { Config } from "./config.ts";
import { type ConfigKey, findKey } from "./config-keys.ts";
import type { ConfigProblem } from "./load-config.ts";

export function findProblems(config: Config): ConfigProblem[] {
	const messages = rangeProblems(config, () => true);
	if (config.boolean("server.https") && !(config.text("server.tls_cert") && config.text("server.tls_key"))) {
		messages.push("server.https needs server.tls_cert and server.tls_key");
	}
	if (config.boolean("server.require_auth") && !config.text("server.auth_file")) {
		messages.push("server.require_auth needs server.auth_file; torc-htpasswd makes such a file");
	}
	messages.push(...incompleteProfiles(config));
	return messages.map((message) => ({ severity: "error", message }));
}

/** Of the keys that are asked about, each with its place. */
export function rangeProblems(config: Config, asked: (key: string) => boolean): string[] {
	return [...config.settings].flatMap(([key, setting]) => {
		const known = asked(key) ? findKey(key) : null;
		const problem = known && rangeProblem(key, setting.value, known);
		return problem ? [`${config.placeOf(key)}: ${problem}`] : [];
	});
}

function rangeProblem(key: string, value: unknown, { values, min, max }: ConfigKey): string | null {
	if (values && !values.includes(String(value)))
		return `${key} is one of ${values.join(", ")}, not ${JSON.stringify(value)}`;
	if (typeof value !== "number") return null;
	if (max !== undefined && value > max) return `${key} must be at most ${max}, not ${value}`;
	if (min === undefined || value >= min) return null;
	return min === Number.MIN_VALUE
		? `${key} must be more than 0, not ${value}`
		: `${key} must be at least ${min}, not ${value}`;
}

function incompleteProfiles(config: Config): string[] {
	const keys = [...config.settings.keys()];
	const profiles = new Set(keys.map((key) => /^client\.hpc\.custom_profiles\.[^.]+/.exec(key)?.[0]).filter(Boolean));
	return [...profiles]
		.filter((profile) => !config.settings.has(`${profile}.display_name`))
		.map((profile) => {
			const beside = keys.find((key) => key.startsWith(`${profile}.`));
			return `${beside ? `${config.placeOf(beside)}: ` : ""}${profile}.display_name is missing`;
		});
}
