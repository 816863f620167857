// Placeholders that name no parameter: most are slips, but braces also belong to awk and JSON, so this only warns
// (1-spec §3, last line).
import { nearestName } from "../../core/nearest-name.ts";
import type { FieldPath } from "../located.ts";
import type { Template } from "../parameters/template.ts";
import type { ExpansionContext } from "./context.ts";

/** Fields in which braces belong to nothing else. */
const PLAIN_FIELDS: readonly unknown[] = ["name", "path"];

/** Warns about a name in braces that is, or is near, a parameter's name; in plain fields about every one. */
export function warnOfSlips(
	context: ExpansionContext,
	path: FieldPath,
	template: Template,
	{ names, shared }: { readonly names: readonly string[]; readonly shared: readonly string[] },
): void {
	for (const unknown of new Set(template.unknown)) {
		// With `variables` the name was refused already.
		if (context.report.hasErrorAt(path)) return;
		if (shared.includes(unknown)) {
			const message = `'{${unknown}}' is a parameter of the workflow, but not of this record: it is left as it is`;
			context.report.warnOnce(path.slice(0, 2), path, message, `use_parameters: [${unknown}]`);
			continue;
		}
		const near = nearestName(unknown, names);
		if (near === null && !PLAIN_FIELDS.includes(path.at(-1))) continue;
		const suggestion = near === null ? null : `{${near}}`;
		context.report.warn(path, `'{${unknown}}' is no parameter here and is left as it is`, suggestion);
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
