// Properties of an entity from the command line.
import { readFileSync } from "node:fs";
import { TorcError } from "../../../core/errors.ts";
import { parseJsonArgument } from "../../parse/parse-json-argument.ts";

/** `-` reads standard input. Errors: `malformed`, naming --metadata, when it is no JSON object. */
export function metadataArgument(text: string): Record<string, unknown> {
	const value = parseJsonArgument("--metadata", text === "-" ? readFileSync(0, "utf8") : text);
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
	throw new TorcError("malformed", "--metadata must be a JSON object", {
		hint: `For example --metadata '{"license": "CC-BY-4.0"}'.`,
	});
}
