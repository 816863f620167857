// Files and user data of a specification, one record per row of their parameters.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { DraftFile, DraftUserData } from "../../core/draft.ts";
import type { Json, SpecDocument, UserDataSpec } from "../document.ts";
import type { FieldPath } from "../located.ts";
import type { Value } from "../parameters/parse-values.ts";
import { compileTemplate, type Template } from "../parameters/template.ts";
import { attempt, type ExpansionContext, NameIndex, OncePerPath } from "./context.ts";
import type { ParameterSources } from "./parameter-rows.ts";
import { warnOfSlips } from "./placeholder-check.ts";

export interface ExpandedFiles {
	readonly files: DraftFile[];
	/** Per file: its place among the specification's files, for messages. */
	readonly origins: number[];
	readonly index: NameIndex;
}

export function expandFiles(
	document: SpecDocument,
	context: ExpansionContext,
	sources: ParameterSources,
): ExpandedFiles {
	const result: ExpandedFiles = { files: [], origins: [], index: new NameIndex() };
	const once = new OncePerPath();
	for (const [place, spec] of (document.files ?? []).entries()) {
		const path: FieldPath = ["files", place];
		const { rows } = sources.rowsOf(spec, path);
		if (rows === null) continue;
		const template = (field: "name" | "path" | "identifier"): Template | null =>
			compiled(context, [...path, field], { text: spec[field] ?? "", names: rows.names, shared: sources.sharedNames });
		const [name, filePath, identifier] = [template("name"), template("path"), template("identifier")];
		if (!name || !filePath || !identifier) continue;
		for (const row of rows.rows) {
			const file: { -readonly [K in keyof DraftFile]: DraftFile[K] } = {
				name: name.render(row),
				path: filePath.render(row),
			};
			if (spec.identifier !== undefined) file.identifier = identifier.render(row);
			if (spec.st_mtime !== undefined) file.st_mtime = spec.st_mtime;
			const isEmpty =
				refuseEmpty(context, [...path, "name"], file.name) || refuseEmpty(context, [...path, "path"], file.path);
			if (isEmpty) break;
			if (result.index.add(file.name)) {
				result.files.push(file);
				result.origins.push(place);
			} else if (once.isNew(path))
				reportDuplicate(context, [...path, "name"], { noun: "file", name: file.name, rows: rows.count });
		}
	}
	return result;
}

interface Duplicate {
	readonly noun: string;
	readonly name: string;
	/** Of its parameters. */
	readonly rows: number;
}

export function reportDuplicate(context: ExpansionContext, path: FieldPath, { noun, name, rows }: Duplicate): void {
	const why = rows > 1 ? "; a parameterized name must contain a placeholder for every parameter" : "";
	context.report.error(path, `Duplicate ${noun} name: '${name}'${why}`);
}

/** Texts are checked where they are written; the values of parameters may still leave nothing of one. True: reported. */
export function refuseEmpty(context: ExpansionContext, path: FieldPath, text: string): boolean {
	if (text.trim() !== "") return false;
	context.report.error(path, `'${path.at(-1)}' must not be empty: its values make it empty`);
	return true;
}

export interface TemplateText {
	readonly text: string;
	/** Of the parameters. */
	readonly names: readonly string[];
	/** Names of the workflow's parameters, for hints. */
	readonly shared: readonly string[];
	/** How values are written into it. */
	readonly quote?: ((value: string) => string) | undefined;
}

/** Null, and reported, when it is no template. */
export function compiled(
	context: ExpansionContext,
	path: FieldPath,
	{ text, names, shared, quote }: TemplateText,
): Template | null {
	const template = attempt(context, path, () => compileTemplate(text, names, quote));
	if (template) warnOfSlips(context, path, template, { names, shared });
	return template;
}

/** Takes modification times from disk for files that some job reads. */
export function takeModificationTimes(files: DraftFile[], read: ReadonlySet<number>, directory: string): void {
	for (const place of read) {
		const file = files[place] as DraftFile;
		if (file.st_mtime !== undefined) continue;
		const modified = modifiedSeconds(resolve(directory, file.path));
		if (modified !== null) files[place] = { ...file, st_mtime: modified };
	}
}

/** Null for what is not there, or cannot be looked at (too long a name, a folder of others). */
function modifiedSeconds(path: string): number | null {
	try {
		return statSync(path).mtimeMs / 1000;
	} catch {
		return null;
	}
}

export interface ExpandedUserData {
	readonly records: DraftUserData[];
	readonly index: NameIndex;
}

export function expandUserData(
	document: SpecDocument,
	context: ExpansionContext,
	sources: ParameterSources,
): ExpandedUserData {
	const result: ExpandedUserData = { records: [], index: new NameIndex() };
	const once = new OncePerPath();
	for (const [place, spec] of (document.user_data ?? []).entries()) {
		// An entry without a name makes no record (1-spec, UserDataSpec).
		if (spec.name === undefined) continue;
		const path: FieldPath = ["user_data", place];
		const { rows } = sources.rowsOf(spec, path);
		const name =
			rows && compiled(context, [...path, "name"], { text: spec.name, names: rows.names, shared: sources.sharedNames });
		const data = rows && compileData(context, [...path, "data"], spec, rows.names);
		if (!rows || !name || !data) continue;
		for (const row of rows.rows) {
			const record = { name: name.render(row), ...data(row), ...(spec.is_ephemeral ? { is_ephemeral: true } : {}) };
			if (refuseEmpty(context, [...path, "name"], record.name)) break;
			if (result.index.add(record.name)) result.records.push(record);
			else if (once.isNew(path))
				reportDuplicate(context, [...path, "name"], { noun: "user_data", name: record.name, rows: rows.count });
		}
	}
	return result;
}

/** Parameters are substituted in every string inside `data`, not in keys. */
function compileData(
	context: ExpansionContext,
	path: FieldPath,
	spec: UserDataSpec,
	names: readonly string[],
): ((row: readonly Value[]) => { data?: unknown }) | null {
	if (spec.data === undefined) return () => ({});
	if (names.length === 0) return () => ({ data: spec.data });
	const compile = (text: string): Template => {
		const template = compileTemplate(text, names);
		warnOfSlips(context, path, template, { names, shared: [] });
		return template;
	};
	const render = attempt(context, path, () => compileJson(spec.data as Json, compile));
	return render && ((row) => ({ data: render(row) }));
}

function compileJson(value: Json, compile: (text: string) => Template): (row: readonly Value[]) => unknown {
	if (typeof value === "string") {
		const template = compile(value);
		return (row) => template.render(row);
	}
	if (Array.isArray(value)) {
		const items = value.map((item: Json) => compileJson(item, compile));
		return (row) => items.map((item) => item(row));
	}
	if (typeof value === "object" && value !== null) {
		const entries = Object.entries(value).map(([key, inner]) => [key, compileJson(inner as Json, compile)] as const);
		return (row) => Object.fromEntries(entries.map(([key, inner]) => [key, inner(row)]));
	}
	return () => value;
}
