// The document built from the declarations against the facts of the published 1.0 document (facts-1.0.json): for the
// operations declared here no difference but the ones listed.
import { expect, test } from "bun:test";
import { openApiDocument } from "../../src/contract/openapi.ts";
import { factsOf, operationText } from "./contract-facts.ts";
import published from "./facts-1.0.json";

/** Operations the published document does not have: ours, and two of 0.12. */
const OWN_OPERATIONS = [
	"classify_job",
	"continue_terminated_jobs",
	"create_checkpoint",
	"create_workflow_from_draft",
	"list_changes",
	"list_checkpoints",
	"export_workflow",
	"get_latest_event_timestamp",
	"import_workflow",
	"release_action",
	"retire_compute_nodes",
	"share_workflow_by_body",
	"sync_compute_node",
	"update_workflow_status",
];

/** Operation → replacements that turn our line into the published one. */
const CHANGED_OPERATIONS: Readonly<Record<string, readonly (readonly [ours: string, published: string])[]>> = {
	add_workflow_to_group: [[", query level: read|run|manage", ""]],
	claim_jobs_based_on_resources: [
		["query sort_method: gpus_runtime_memory|gpus_memory_runtime|none, ", ""],
		[", query wait_seconds: number", ""],
	],
	claim_next_jobs: [[", query wait_seconds: number", ""]],
	// The published document says only that it is an object.
	admin_api_stats: [["200 ApiStatsResponse", "200 map of any"]],
	list_slurm_schedulers: ["account", "gres", "mem", "name", "nodes", "partition", "qos", "tmp", "walltime"].map(
		(filter) => [`query ${filter}: ${filter === "nodes" ? "integer" : "string"}, `, ""] as const,
	),
	// 0.12 clients leave it out.
	retry_job: [["max_retries:", "max_retries!:"]],
	// The published document says nothing about these answers.
	cancel_workflow: [["200 WorkflowModel", "200 any"]],
	delete_all_user_data: [["200 DeleteCountResponse", "200 any"]],
	delete_events: [["200 DeleteCountResponse", "200 any"]],
	delete_resource_requirements: [["200 DeleteCountResponse", "200 any"]],
	delete_results: [["200 DeleteCountResponse", "200 any"]],
	initialize_jobs: [["200 MessageResponse", "200 any"]],
	reset_workflow_status: [["200 WorkflowModel", "200 any"]],
};

const OWN_SCHEMAS = [
	"ApiStatsBucket",
	"ApiStatsResponse",
	"CheckpointModel",
	"EndingTimes",
	"JobClassification",
	"JobNearLead",
	"ChangeLogEntry",
	"ListChangesResponse",
	"ListCheckpointsResponse",
	"LostWork",
	"LostWorkByCause",
	"NewCheckpoint",
	"DependencySet",
	"ExportDocument",
	"ExportedJob",
	"ImportedWorkflow",
	"OrphanedJob",
	"RetireNodesRequest",
	"RetireNodesResponse",
	"SyncReply",
	"SyncRequest",
	"WorkflowStatusModel",
];

/** Schema → fields the published one does not have. */
const ADDED_FIELDS: Readonly<Record<string, readonly string[]>> = {
	AdminSqlResponse: ["truncated: boolean"],
	AccessGroupModel: ["is_system: boolean", "level: read|run|manage"],
	ClaimActionResponse: ["claimed: boolean"],
	DeleteRoCrateEntitiesResponse: ["count: integer"],
	DeleteCountResponse: ["deleted_count: integer", "message: string"],
	FileModel: ["identifier: string"],
	JobModel: ["checkpoint: map of any", "restart_count: integer"],
	IsCompleteResponse: ["has_unfinished_work: boolean", "needs_to_run_completion_script: boolean"],
	ResultModel: [
		"cause: wall_time|preemption|failure|node_loss|cancel|stop",
		"lost_seconds: number",
		"reason: string",
		"signal: integer",
		"signal_lead_seconds: number",
		"signal_to_exit_seconds: number",
		"start_time: string",
	],
	SpawnJobModel: ["failure_handler: string", "supports_termination: boolean"],
	VersionResponse: ["server: string"],
	WorkflowAccessGroupModel: ["level: read|run|manage"],
	WorkflowModel: ["jobs_sort_method: gpus_runtime_memory|gpus_memory_runtime|none", "status_id: integer"],
	WorkflowStatusResponse: [
		"ending_times: EndingTimes",
		"has_detected_need_to_run_completion_script: boolean",
		"has_unfinished_work: boolean",
		"id: integer",
		"is_archived: boolean",
		"lost_work: LostWorkByCause",
		"run_id: integer",
	],
};
const ADDED_TO_LISTS = ["sort_by_ignored: boolean", "sort_fields: string[]"];

const facts = factsOf(openApiDocument() as unknown as Record<string, unknown>);
const publishedOperations: Readonly<Record<string, string>> = published.operations;
const publishedSchemas: Readonly<Record<string, string>> = published.schemas;

test.each(Object.entries(facts.operations))("%s is as published", (name, operation) => {
	if (OWN_OPERATIONS.includes(name)) {
		expect(publishedOperations[name]).toBeUndefined();
		return;
	}
	let text = operationText(operation);
	for (const [ours, theirs] of CHANGED_OPERATIONS[name] ?? []) {
		expect(text).toContain(ours);
		text = text.replace(ours, theirs);
	}
	expect(text).toBe(publishedOperations[name] as string);
});

test.each(Object.entries(facts.schemas))("schema %s is as published", (name, schema) => {
	if (OWN_SCHEMAS.includes(name)) {
		expect(publishedSchemas[name]).toBeUndefined();
		return;
	}
	const added = [...(ADDED_FIELDS[name] ?? []), ...(schema.includes("max_limit!") ? ADDED_TO_LISTS : [])];
	const fields = fieldsOf(schema);
	for (const field of added) expect(fields).toContain(field);
	expect(fields.filter((field) => !added.includes(field))).toEqual(fieldsOf(publishedSchemas[name] as string));
});

test("every published operation is here, in its group", () => {
	const missing = Object.keys(publishedOperations).filter((name) => facts.operations[name] === undefined);
	expect(missing).toEqual([]);
	const tags: Readonly<Record<string, string>> = published.tags;
	for (const operation of Object.values(openApiDocument().paths).flatMap((methods) => Object.values(methods))) {
		const name = operation.operationId as string;
		expect({ name, tags: operation.tags }).toEqual({ name, tags: [tags[name] ?? expect.any(String)] });
	}
});

test("every published schema is here", () => {
	const missing = Object.keys(publishedSchemas).filter((name) => facts.schemas[name] === undefined);
	expect(missing).toEqual([]);
});

test("every own operation and schema that is listed exists", () => {
	expect(Object.keys(facts.operations)).toEqual(
		expect.arrayContaining([...OWN_OPERATIONS, ...Object.keys(CHANGED_OPERATIONS)]),
	);
	expect(Object.keys(facts.schemas)).toEqual(expect.arrayContaining([...OWN_SCHEMAS, ...Object.keys(ADDED_FIELDS)]));
});

test("references lead to components", () => {
	const document = openApiDocument();
	const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
		(m) => m[1],
	);
	expect(references.length).toBeGreaterThan(100);
	for (const name of new Set(references)) expect(document.components.schemas[name as string]).toBeDefined();
	expect(JSON.stringify(document)).not.toContain("$defs");
});

const fieldsOf = (schema: string): string[] =>
	schema.startsWith("{") || schema.startsWith("strict {")
		? schema.replace(/^(strict )?\{|\}$/g, "").split(", ")
		: [schema];
