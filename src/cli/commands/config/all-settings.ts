// What is set, and the defaults of what is not, in the order of the key table.
import type { Config, Setting } from "../../config/config.ts";
import { CONFIG_KEYS } from "../../config/config-keys.ts";

/** Keys that are neither set nor have a default are left out. */
export function allSettings({ settings }: Config): ReadonlyMap<string, Setting> {
	const all = new Map<string, Setting>();
	for (const [key, { default: value, unused }] of Object.entries(CONFIG_KEYS)) {
		const set = settings.get(key);
		if (set !== undefined) all.set(key, set);
		else if (value !== undefined && !unused) all.set(key, { value, origin: { from: "default" } });
	}
	for (const [key, setting] of settings) if (!all.has(key)) all.set(key, setting);
	return all;
}
