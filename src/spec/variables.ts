// Constants of a specification: `variables` are filled in everywhere before anything else is read (1-spec §3).
import { nearestName } from "../core/nearest-name.ts";
import type { Report } from "./diagnostic.ts";
import type { FieldPath, LocatedEntry, LocatedMap, LocatedNode } from "./located.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const TEMPLATE = /(?<!\$)\{([A-Za-z_][A-Za-z0-9_]*)(:[^{}]*)?\}/g;

/** `readTableColumns` answers the column names of a parameter table, null when it cannot be read. */
export function applyVariables(
	root: LocatedMap,
	report: Report,
	readTableColumns: (path: string) => readonly string[] | null,
): LocatedMap {
	const declared = root.entries.find((entry) => entry.key === "variables");
	if (declared?.value.kind !== "map" || declared.value.entries.length === 0) return root;
	const variables = readVariables(declared.value.entries, report);
	const known = new Map(variables);
	const parameters = parameterNames(root, readTableColumns);
	for (const name of known.keys()) {
		if (parameters.has(name)) {
			report.error(["variables", name], `Variable '${name}' has the name of a parameter: rename one of them`);
		}
	}
	return fillMap(root, [], { variables: known, parameters, report });
}

function readVariables(entries: readonly LocatedEntry[], report: Report): [string, string][] {
	const variables: [string, string][] = [];
	const names = new Set(entries.map((entry) => entry.key));
	for (const { key, keyAt, value } of entries) {
		if (!NAME.test(key))
			report.errorAt(keyAt, ["variables", key], `'${key}' is no valid variable name: use letters, digits and _`);
		if (value.kind !== "scalar" || typeof value.value !== "string") {
			report.error(["variables", key], `Variable '${key}' must be text, not ${kindOf(value)}`, suggestText(value));
			continue;
		}
		for (const [, inner = ""] of value.value.matchAll(TEMPLATE)) {
			const message = names.has(inner)
				? `Variable '${key}' refers to the variable '${inner}': variables cannot be built from each other`
				: `Variable '${key}' contains the template '{${inner}}', which is never filled in`;
			report.error(["variables", key], message);
		}
		variables.push([key, value.value]);
	}
	return variables;
}

export function kindOf(node: LocatedNode): string {
	if (node.kind !== "scalar") return node.kind === "map" ? "a map" : "a list";
	if (node.value === null) return "null";
	return typeof node.value === "string" ? "text" : `the ${typeof node.value} ${String(node.value)}`;
}

/** The same value in quotes, when that is all that is missing. */
const suggestText = (node: LocatedNode): string | null =>
	node.kind === "scalar" && node.value !== null ? `"${String(node.value)}"` : null;

/** Names that templates may use besides variables: parameters and columns of tables, anywhere in the document. */
function parameterNames(root: LocatedNode, readColumns: (path: string) => readonly string[] | null): Set<string> {
	const names = new Set<string>();
	const visit = (node: LocatedNode): void => {
		if (node.kind === "list") for (const item of node.items) visit(item);
		if (node.kind !== "map") return;
		for (const { key, value } of node.entries) {
			if (key === "parameters" && value.kind === "map") for (const entry of value.entries) names.add(entry.key);
			if (key === "parameters_file" && value.kind === "scalar") {
				for (const column of readColumns(String(value.value)) ?? []) names.add(column);
			}
			visit(value);
		}
	};
	visit(root);
	return names;
}

interface Filling {
	readonly variables: ReadonlyMap<string, string>;
	readonly parameters: ReadonlySet<string>;
	readonly report: Report;
}

function fillMap(map: LocatedMap, path: FieldPath, filling: Filling): LocatedMap {
	const entries = map.entries.map((entry) => {
		const isLeftAlone = entry.key === "use_parameters" || (path.length === 0 && entry.key === "variables");
		return isLeftAlone ? entry : { ...entry, value: fillNode(entry.value, [...path, entry.key], filling) };
	});
	return { ...map, entries };
}

function fillNode(node: LocatedNode, path: FieldPath, filling: Filling): LocatedNode {
	if (node.kind === "map") return fillMap(node, path, filling);
	if (node.kind === "list") {
		return { ...node, items: node.items.map((item, index) => fillNode(item, [...path, index], filling)) };
	}
	const { variables, parameters, report } = filling;
	if (typeof node.value !== "string" || !node.value.includes("{")) return node;
	const text = node.value.replaceAll(TEMPLATE, (whole: string, name: string) => {
		const value = variables.get(name);
		if (value !== undefined) return value;
		if (!parameters.has(name)) {
			const suggestion = nearestName(name, [...variables.keys(), ...parameters]);
			report.errorAt(
				node.at,
				path,
				`undefined template name '${name}': neither a variable nor a parameter`,
				suggestion ?? `{ ${name} }`,
			);
		}
		return whole;
	});
	return { ...node, value: text };
}
