// The reference of the REST interface as Markdown, from the OpenAPI document: a page per group of operations, with the
// records they carry.
import type { OpenApiDocument } from "../src/contract/openapi.ts";
import { type Page, page } from "./reference-page.ts";
import { type Json, type Link, recordsIn, typeText } from "./schema-text.ts";

/** Tag → title, in the order of a reader's way through a workflow. */
const GROUPS: Readonly<Record<string, string>> = {
	workflows: "Workflows",
	moving: "Drafts, export and import of workflows",
	states: "States of workflows",
	running: "Claiming and running",
	jobs: "Jobs",
	relations: "Who waits for what",
	workflow_actions: "Actions",
	files: "Files",
	user_data: "User data",
	resource_requirements: "Resource requirements",
	failure_handlers: "Failure handlers",
	results: "Results",
	checkpoints: "Checkpoints",
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

/** The tag `workflows` holds several subjects; these paths are told elsewhere than with the workflows themselves. */
const SUBJECTS: readonly (readonly [RegExp, string])[] = [
	[/event/, "events"],
	[/draft|import|export/, "moving"],
	[/claim|batch_complete|sync|retire|terminated_jobs|ready_job|running_jobs|correlations/, "running"],
	[/dependencies|relationships|job_ids|missing|required_existing/, "relations"],
	[/status|cancel|initialize|is_complete|changed|task/, "states"],
];

const OF_WORKFLOWS: ReadonlySet<string> = new Set(["workflows", "moving", "states", "running", "relations"]);

const REFERENCE = { file: "rest.md", title: "the REST interface" };

interface Operation {
	readonly method: string;
	readonly path: string;
	readonly json: Json;
}

export function restPages(document: OpenApiDocument): Page[] {
	const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, json]): Operation => ({ method: method.toUpperCase(), path, json })),
	);
	const schemas = document.components.schemas as Record<string, Json>;
	const groups = Object.keys(GROUPS).map((group) => ({
		group,
		operations: operations.filter((operation) => groupOf(operation) === group).sort(byPath),
	}));
	const homes = recordHomes(groups, schemas);
	return groups.map(({ group, operations: own }) => {
		const link: Link = (record) => {
			const home = homes.get(record);
			return `[${record}](${home === group ? "" : `${home}.md`}#${record.toLowerCase()})`;
		};
		const records = Object.keys(schemas).filter((record) => homes.get(record) === group);
		const parts = [
			...own.map((operation) => operationText(operation, link)),
			...records.map((record) => recordText(record, schemas[record] as Json, link)),
		];
		const summary = own.map(({ json }) => `\`${json.operationId}\``).join(", ");
		return page(REFERENCE, { name: group, title: GROUPS[group] as string, summary }, parts);
	});
}

function groupOf({ path, json }: Operation): string {
	const [tag] = json.tags as [string];
	const subject = tag === "workflows" ? SUBJECTS.find(([pattern]) => pattern.test(path)) : undefined;
	const group = subject?.[1] ?? tag;
	if (!(group in GROUPS)) throw new Error(`operations of ${tag} have no page`);
	return group;
}

interface Group {
	readonly group: string;
	readonly operations: readonly Operation[];
}

/** Record → the group it is explained with: the smallest whose operations name it, else the first that it is a part of. */
function recordHomes(groups: readonly Group[], schemas: Readonly<Record<string, Json>>): Map<string, string> {
	const homes = new Map<string, string>();
	const bySize = groups.toSorted((a, b) => sizeOf(a) - sizeOf(b));
	for (const { group, operations } of bySize) {
		for (const record of recordsIn(operations.map(({ json }) => json))) {
			if (!homes.has(record)) homes.set(record, group);
		}
	}
	for (const [record, group] of homes) {
		for (const part of recordsIn(schemas[record])) {
			if (!homes.has(part)) homes.set(part, group);
		}
	}
	return homes;
}

/** What workflows have to do with other records is told with those. */
const sizeOf = ({ group, operations }: Group): number => operations.length + (OF_WORKFLOWS.has(group) ? 1000 : 0);

/** Collections before their records, records before their parts. */
function byPath(a: Operation, b: Operation): number {
	const depth = a.path.split("/").length - b.path.split("/").length;
	if (depth !== 0) return depth;
	if (a.path !== b.path) return a.path < b.path ? -1 : 1;
	return METHODS.indexOf(a.method) - METHODS.indexOf(b.method);
}

const METHODS = ["GET", "POST", "PUT", "DELETE"];

function operationText({ method, path, json }: Operation, link: Link): string {
	const notes = [
		`\`${json.operationId}\``,
		`access: ${json["x-torc-access"]}`,
		...(json["x-torc-only"] ? ["not part of the published interface"] : []),
		...(json.deprecated ? ["of interface 0.12"] : []),
	];
	const parts = [
		...parameterTexts(json.parameters as Json[], link),
		...bodyText(json.requestBody as Json | undefined, link),
		...answerTexts(json.responses as Json, link),
	];
	const list = parts.map((part) => `- ${part}`).join("\n");
	return [`## ${method} ${path}`, `${json.summary}. ${notes.join("; ")}.`, list].join("\n\n");
}

/** What every list takes is told once, in the reference's conventions. */
const LIST_PARAMETERS = ["offset", "limit", "sort_by", "reverse_sort"];

function parameterTexts(parameters: readonly Json[], link: Link): string[] {
	const names = parameters.map(({ name }) => name as string);
	const isList = LIST_PARAMETERS.every((name) => names.includes(name));
	const own = parameters.filter(({ name }) => !(isList && LIST_PARAMETERS.includes(name as string)));
	const texts = own.map((parameter) => {
		const optional = parameter.required ? "" : ", optional";
		return `\`${parameter.name}\` (${parameter.in}${optional}): ${typeText(parameter.schema as Json, link)}`;
	});
	return isList ? [...texts, "the parameters of [lists](../rest.md#lists)"] : texts;
}

function bodyText(body: Json | undefined, link: Link): string[] {
	if (body === undefined) return [];
	const [type, media] = Object.entries(body.content as Record<string, Json>)[0] as [string, Json];
	if (type === "application/x-ndjson") return ["body: lines of JSON"];
	return [`body: ${typeText(media.schema as Json, link)}`];
}

function answerTexts(responses: Json, link: Link): string[] {
	return Object.entries(responses as Record<string, Json>).flatMap(([status, response]) => {
		if (status === "default") return [];
		const [type, media] = Object.entries(response.content as Record<string, Json>)[0] as [string, Json];
		const what = type === "text/event-stream" ? "a stream of events" : typeText(media.schema as Json, link);
		return [`answer ${status}: ${what}`];
	});
}

function recordText(name: string, schema: Json, link: Link): string {
	const properties = schema.properties as Record<string, Json> | undefined;
	if (properties === undefined) return `## ${name}\n\n${typeText(schema, link)}`;
	const required = (schema.required ?? []) as string[];
	const lines = Object.entries(properties).map(([field, type]) => {
		const needed = required.includes(field) ? "" : ", optional";
		return `- \`${field}\`${needed}: ${typeText(type, link)}`;
	});
	const strict = schema.additionalProperties === false ? ["Other fields are refused."] : [];
	return [`## ${name}`, lines.join("\n"), ...strict].join("\n\n");
}
