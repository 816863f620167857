// The REST reference as Markdown, from the OpenAPI document: operations by group, then the records they carry.
import type { OpenApiDocument } from "../src/contract/openapi.ts";

type Json = Record<string, unknown>;

/** Groups in the order of a reader's way through a workflow. */
const GROUPS: Readonly<Record<string, string>> = {
	workflows: "Workflows",
	jobs: "Jobs",
	workflow_actions: "Actions",
	files: "Files",
	user_data: "User data",
	resource_requirements: "Resource requirements",
	failure_handlers: "Failure handlers",
	results: "Results",
	events: "Events",
	compute_nodes: "Compute nodes",
	scheduled_compute_nodes: "Allocations",
	slurm_schedulers: "Slurm schedulers",
	local_schedulers: "Local schedulers",
	slurm_stats: "Slurm's figures of jobs",
	remote_workers: "Remote workers",
	ro_crate_entities: "RO-Crate entities",
	tasks: "Tasks",
	access_control: "Users, groups and administration",
	system: "System",
};

interface Operation {
	readonly method: string;
	readonly path: string;
	readonly json: Json;
}

export function openApiMarkdown(document: OpenApiDocument): string {
	const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, json]): Operation => ({ method: method.toUpperCase(), path, json })),
	);
	const tags = [...new Set(operations.map(tagOf))].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
	const sections = tags.map((tag) => {
		const own = operations.filter((operation) => tagOf(operation) === tag).sort(byPath);
		return [`## ${GROUPS[tag] ?? tag}`, ...own.map(operationText)].join("\n\n");
	});
	const records = Object.entries(document.components.schemas).map(([name, schema]) => recordText(name, schema));
	return `${[...sections, ["## Records", ...records].join("\n\n")].join("\n\n")}\n`;
}

/** Collections before their records, records before their parts. */
function byPath(a: Operation, b: Operation): number {
	const depth = a.path.split("/").length - b.path.split("/").length;
	if (depth !== 0) return depth;
	if (a.path !== b.path) return a.path < b.path ? -1 : 1;
	return METHODS.indexOf(a.method) - METHODS.indexOf(b.method);
}

const METHODS = ["GET", "POST", "PUT", "DELETE"];

const tagOf = ({ json }: Operation): string => (json.tags as string[])[0] as string;
const place = (tag: string): number => {
	const index = Object.keys(GROUPS).indexOf(tag);
	return index < 0 ? Number.MAX_SAFE_INTEGER : index;
};

function operationText({ method, path, json }: Operation): string {
	const notes = [
		`\`${json.operationId}\``,
		`access: ${json["x-torc-access"]}`,
		...(json["x-torc-only"] ? ["not part of the published interface"] : []),
		...(json.deprecated ? ["of interface 0.12"] : []),
	];
	const lines = [`### ${method} ${path}`, `${json.summary}. ${notes.join("; ")}.`];
	const parameters = (json.parameters as Json[]).map(parameterText);
	if (parameters.length > 0) lines.push(parameters.join("\n"));
	lines.push(
		[...bodyText(json.requestBody as Json | undefined), ...answerTexts(json.responses as Json)].join("<br>\n"),
	);
	return lines.join("\n\n");
}

function parameterText(parameter: Json): string {
	const schema = parameter.schema as Json;
	const optional = parameter.required ? "" : ", optional";
	return `- \`${parameter.name}\` (${parameter.in}${optional}): ${typeText(schema)}`;
}

function bodyText(body: Json | undefined): string[] {
	if (body === undefined) return [];
	const [type, media] = Object.entries(body.content as Record<string, Json>)[0] as [string, Json];
	if (type === "application/x-ndjson") return ["Body: lines of JSON"];
	return [`Body: ${typeText(media.schema as Json)}`];
}

function answerTexts(responses: Json): string[] {
	return Object.entries(responses as Record<string, Json>).flatMap(([status, response]) => {
		if (status === "default") return [];
		const [type, media] = Object.entries(response.content as Record<string, Json>)[0] as [string, Json];
		const what = type === "text/event-stream" ? "a stream of events" : typeText(media.schema as Json);
		return [`Answer ${status}: ${what}`];
	});
}

function recordText(name: string, schema: Json): string {
	const properties = schema.properties as Record<string, Json> | undefined;
	if (properties === undefined) return `### ${name}\n\n${typeText(schema)}`;
	const required = (schema.required ?? []) as string[];
	const rows = Object.entries(properties).map(([field, type]) => [
		`\`${field}\``,
		cell(typeText(type)),
		required.includes(field) ? "yes" : "",
	]);
	const strict = schema.additionalProperties === false ? "\n\nOther fields are refused." : "";
	return `### ${name}\n\n${table(["field", "type", "required"], rows)}${strict}`;
}

/** Columns as wide as their widest cell, as the formatter wants them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (cells: readonly string[]): string =>
		`| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
	return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

function typeText(schema: Json | undefined): string {
	if (schema === undefined) return "anything";
	if (typeof schema.$ref === "string") {
		const name = schema.$ref.split("/").at(-1) as string;
		return `[${name}](#${name.toLowerCase()})`;
	}
	const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
	if (options) return [...new Set(options.filter(({ type }) => type !== "null").map(typeText))].join(" or ");
	if (schema.const !== undefined) return `\`${schema.const}\``;
	if (Array.isArray(schema.enum)) {
		return schema.enum
			.filter((value) => value !== null)
			.map((value) => `\`${value}\``)
			.join(", ");
	}
	const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
	if (type === undefined) return "any JSON";
	if (type === "array") return `list of ${typeText((schema.items ?? {}) as Json)}`;
	if (type === "object") return objectText(schema);
	return `${type}${rangeText(schema)}`;
}

function objectText(schema: Json): string {
	const properties = schema.properties as Record<string, Json> | undefined;
	if (properties) {
		const fields = Object.entries(properties).map(([name, field]) => `\`${name}\`: ${typeText(field)}`);
		return `{${fields.join(", ")}}`;
	}
	const values = schema.additionalProperties as Json | undefined;
	return values && Object.keys(values).length > 0 ? `map of ${typeText(values)}` : "JSON object";
}

function rangeText({ minimum, maximum }: Json): string {
	const bounds = [
		...(typeof minimum === "number" ? [`≥ ${minimum}`] : []),
		...(typeof maximum === "number" ? [`≤ ${maximum}`] : []),
	];
	return bounds.length === 0 ? "" : ` ${bounds.join(", ")}`;
}
