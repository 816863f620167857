// Placeholders that name no parameter: most are slips, but braces also belong to awk and JSON, so this only warns
// (1-spec §3, last line).
import { nearestName } from "../../core/nearest-name.ts";
import type { FieldPath } from "../located.ts";
import type { Template } from "../parameters/template.ts";
import type { ExpansionContext } from "./context.ts";

/** Warns about a name in braces that is near a parameter's name. */
export function warnOfSlips(
	context: ExpansionContext,
	path: FieldPath,
	template: Template,
	names: readonly string[],
): void {
	for (const unknown of new Set(template.unknown)) {
		const near = nearestName(unknown, names);
		// With `variables` the name was refused already.
		if (near !== null && !context.report.hasErrorAt(path))
			context.report.warn(path, `'{${unknown}}' is no parameter here and is left as it is`, `{${near}}`);
	}
}

/** Warns about parameters no template of the record uses. */
export function warnOfUnused(
	context: ExpansionContext,
	path: FieldPath,
	names: readonly string[],
	templates: readonly Template[],
): void {
	const used = new Set(templates.flatMap((template) => template.columns));
	for (const [column, name] of names.entries()) {
		if (!used.has(column)) context.report.warn(path, `Parameter '${name}' is not used: no field contains '{${name}}'`);
	}
}
