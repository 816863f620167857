// A job of the specification, compiled: its rows of parameters and a template for every field they may appear in.
import type { JobSpec } from "../document.ts";
import type { FieldPath } from "../located.ts";
import type { ParameterRows } from "../parameters/combine.ts";
import type { Template } from "../parameters/template.ts";
import type { ExpansionContext } from "./context.ts";
import { compiled } from "./expand-files.ts";
import type { ParameterSources } from "./parameter-rows.ts";
import { warnOfUnused } from "./placeholder-check.ts";
import { quoteRegex } from "./regex-matcher.ts";
import { hasTokens } from "./tokens.ts";

/** The ten lists of names and patterns. */
export const LIST_FIELDS = [
	"depends_on",
	"depends_on_regexes",
	"input_files",
	"input_file_regexes",
	"output_files",
	"output_file_regexes",
	"input_user_data",
	"input_user_data_regexes",
	"output_user_data",
	"output_user_data_regexes",
] as const;
export type ListField = (typeof LIST_FIELDS)[number];
const SCALAR_FIELDS = [
	"command",
	"invocation_script",
	"resource_requirements",
	"failure_handler",
	"scheduler",
] as const;
export type ScalarField = (typeof SCALAR_FIELDS)[number];

export interface JobPlan {
	readonly spec: JobSpec;
	readonly path: FieldPath;
	readonly rows: ParameterRows;
	readonly name: Template;
	readonly scalars: { readonly [K in ScalarField]?: Template };
	readonly env: readonly (readonly [string, Template])[] | null;
	readonly labels: readonly Template[];
	readonly checkpoint: { readonly paths: readonly Template[]; readonly validate: Template | null } | null;
	readonly lists: { readonly [K in ListField]?: readonly Template[] };
	/** One job for all rows, depending on the union of their lists (1-spec §4, Aggregate job). */
	readonly isAggregate: boolean;
	/** Nothing in it names another record: no look-ups are needed, however many jobs it makes. */
	readonly refersToNothing: boolean;
}

/** Null when a problem was reported. */
export function planJob(
	spec: JobSpec,
	path: FieldPath,
	context: ExpansionContext,
	sources: ParameterSources,
): JobPlan | null {
	const { rows, isParameterized } = sources.rowsOf(spec, path);
	if (rows === null) return null;
	let failed = false;
	const all: Template[] = [];
	const template = (place: FieldPath, text: string, quote?: (value: string) => string): Template => {
		const result = compiled(context, [...path, ...place], {
			text,
			names: rows.names,
			shared: sources.sharedNames,
			quote,
		});
		if (result === null) failed = true;
		else all.push(result);
		return result ?? UNUSABLE;
	};
	const scalars: { [K in ScalarField]?: Template } = {};
	for (const field of SCALAR_FIELDS) {
		const text = spec[field];
		if (typeof text === "string") scalars[field] = template([field], text);
	}
	const lists: { [K in ListField]?: readonly Template[] } = {};
	for (const field of LIST_FIELDS) {
		const quote = field.endsWith("_regexes") ? quoteRegex : undefined;
		const entries = spec[field];
		if (entries?.length) lists[field] = entries.map((text, index) => template([field, index], text, quote));
	}
	const name = template(["name"], spec.name);
	const labels = (spec.labels ?? []).map((label, index) => template(["labels", index], label));
	const env = spec.env
		? Object.entries(spec.env).map(([key, text]) => [key, template(["env", key], text)] as const)
		: null;
	const { paths = [], validate } = spec.checkpoint ?? {};
	const checkpoint = spec.checkpoint
		? {
				paths: paths.map((text, index) => template(["checkpoint", "paths", index], text)),
				validate: validate === undefined ? null : template(["checkpoint", "validate"], validate),
			}
		: null;
	if (failed) return null;
	const listed = new Set(Object.values(lists).flat());
	const onlyListsVary = all.every((template) => template.isConstant || listed.has(template));
	const isAggregate = isParameterized && rows.count > 1 && onlyListsVary;
	if (isParameterized) warnOfUnused(context, path, rows.names, all);
	const refersToNothing =
		Object.keys(lists).length === 0 &&
		spec.resource_requirements === undefined &&
		scalars.failure_handler === undefined &&
		scalars.scheduler === undefined &&
		!hasTokens(`${spec.command} ${spec.invocation_script ?? ""}`);
	return { spec, path, rows, name, scalars, env, labels, checkpoint, lists, isAggregate, refersToNothing };
}

const UNUSABLE: Template = { isConstant: true, columns: [], unknown: [], render: () => "" };
