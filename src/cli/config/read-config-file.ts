// One TOML file to settings, with everything that is wrong with it.
import { readFileSync } from "node:fs";
import { nearestName } from "../../core/nearest-name.ts";
import { typeProblem } from "./check-type.ts";
import type { Setting } from "./config.ts";
import { candidatesFor, findKey, isSection } from "./config-keys.ts";
import { lineOfKey } from "./line-of-key.ts";
import type { ConfigProblem } from "./load-config.ts";

/** Adds to settings and problems. */
export async function readConfigFile(
	file: string,
	settings: Map<string, Setting>,
	problems: ConfigProblem[],
): Promise<void> {
	const { parse, TomlError } = await import("smol-toml");
	let text: string;
	let document: Record<string, unknown>;
	try {
		text = readFileSync(file, "utf8");
		document = parse(text);
	} catch (error) {
		const message =
			error instanceof TomlError
				? `${file}:${error.line}:${error.column}: ${error.message.split("\n")[0]}`
				: `Cannot read the configuration file ${file}: ${(error as Error).message}`;
		problems.push({ severity: "error", message });
		return;
	}
	for (const [key, value] of leaves(document, "")) {
		const line = lineOfKey(text, key);
		const known = findKey(key);
		if (known === null) {
			problems.push(unknownKey(`${file}:${line}`, key, value));
			continue;
		}
		const problem = typeProblem(key, value, known.type);
		if (problem !== null) problems.push({ severity: "error", message: `${file}:${line}: ${problem}` });
		else settings.set(key, { value, origin: { from: "file", file, line } });
		if (known.unused) problems.push({ severity: "note", message: `${file}:${line}: ${key} has no effect` });
	}
}

/** A value where a section belongs is wrong; any other unknown key may be meant for another version. */
function unknownKey(place: string, key: string, value: unknown): ConfigProblem {
	if (isSection(key) && !isTable(value)) {
		const message = `${place}: ${key} must be a table of keys${named(key)}, not ${JSON.stringify(value)}`;
		return { severity: "error", message };
	}
	const near = nearestName(key, candidatesFor(key));
	return { severity: "warning", message: `${place}: unknown key ${key}${near ? `; did you mean ${near}?` : ""}` };
}

/** Torc 1.0's own template has custom profiles as a list. */
const named = (key: string): string =>
	candidatesFor(`${key}.NAME`).some((known) => known.startsWith(`${key}.NAME.`)) ? ` such as [${key}.NAME]` : "";

function* leaves(table: object, prefix: string): Generator<[string, unknown]> {
	for (const [name, value] of Object.entries(table)) {
		const key = prefix === "" ? name : `${prefix}.${name}`;
		if (isTable(value) && isSection(key)) yield* leaves(value, key);
		else yield [key, value];
	}
}

const isTable = (value: unknown): value is object =>
	typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
