// Settings from the environment: `TORC_CLIENT__RUN__NUM_CPUS=4`; comma lists for list keys.
import { nearestName } from "../../core/nearest-name.ts";
import { convertVariable } from "./check-type.ts";
import type { Setting } from "./config.ts";
import { candidatesFor, findKey } from "./config-keys.ts";
import type { ConfigProblem } from "./load-config.ts";

/** Adds to settings and problems. */
export function readConfigVariables(
	env: Readonly<Record<string, string | undefined>>,
	settings: Map<string, Setting>,
	problems: ConfigProblem[],
): void {
	for (const [name, text] of Object.entries(env)) {
		if (text === undefined || !/^TORC_(CLIENT|SERVER|DASH)__/.test(name)) continue;
		const key = name.slice("TORC_".length).toLowerCase().replaceAll("__", ".");
		const known = findKey(key);
		if (known === null) {
			const near = nearestName(key, candidatesFor(key));
			const hint = near ? `; did you mean ${variableOf(near)}?` : "";
			const message = `unknown variable ${name}: there is no configuration key ${key}${hint}`;
			problems.push({ severity: "warning", message });
			continue;
		}
		const converted = convertVariable(name, text, known.type);
		if (typeof converted === "string") problems.push({ severity: "error", message: converted });
		else settings.set(key, { value: converted.value, origin: { from: "variable", name } });
	}
}

const variableOf = (key: string): string => `TORC_${key.toUpperCase().replaceAll(".", "__")}`;
