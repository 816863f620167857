// Documents that are no exported workflow, or carry what cannot be kept.
import type { BadInput } from "./bad-input.ts";

const DOCUMENT = {
	export_version: "1.0",
	workflow: { name: "w", user: "u" },
	user_data: [{ id: 1, workflow_id: 1, name: "d", data: 1 }],
	resource_requirements: [{ id: 1, workflow_id: 1, name: "small", num_cpus: 1, num_gpus: 0, num_nodes: 1 }],
	jobs: [{ id: 1, workflow_id: 1, name: "j", command: "c" }],
};
const TEXT = JSON.stringify(DOCUMENT);
const job = (fields: object): unknown => ({ ...DOCUMENT, jobs: [{ ...DOCUMENT.jobs[0], ...fields }] });
const deep = JSON.parse("[".repeat(2000) + "]".repeat(2000)) as unknown;

const row = (what: string, body: unknown, status: 400 | 422, field: string | null): BadInput => [
	what,
	"POST /workflow_imports",
	body,
	status,
	field,
];

export const BAD_IMPORTS: readonly BadInput[] = [
	row("an empty import", "", 400, "body"),
	row("half a document", TEXT.slice(0, -1), 400, "body"),
	row("a document that is a list", [DOCUMENT], 400, "body"),
	row("a document that is null", "null", 400, "body"),
	row("two documents", TEXT + TEXT, 400, "body"),
	row("a document with something behind it", `${TEXT}x`, 400, "body"),
	row("a document with a time that is none", { ...DOCUMENT, exported_at: {} }, 422, "exported_at"),
	row("a document with a version that is none", { ...DOCUMENT, export_version: 1 }, 422, "export_version"),
	row("an event without workflow", { ...DOCUMENT, events: [{ data: 1, timestamp: 0 }] }, 422, "events[0].workflow_id"),
	row("a document without version", { ...DOCUMENT, export_version: undefined }, 422, null),
	row("a document without workflow", { ...DOCUMENT, workflow: undefined }, 422, "workflow"),
	row("jobs that are a record", { ...DOCUMENT, jobs: {} }, 422, "jobs"),
	row("a job that is null", { ...DOCUMENT, jobs: [null] }, 422, "jobs[0]"),
	row("a job without command", job({ command: undefined }), 422, "jobs[0].command"),
	row("two jobs with one id", { ...DOCUMENT, jobs: [DOCUMENT.jobs[0], DOCUMENT.jobs[0]] }, 422, "jobs"),
	row("a blocker that the document lacks", job({ depends_on_job_ids: [77] }), 422, null),
	row(
		"2^63 as id of a record",
		TEXT.replace('"jobs":[{"id":1', '"jobs":[{"id":9223372036854775808'),
		422,
		"jobs[0].id",
	),
	row("a negative priority of a record", job({ priority: -1 }), 422, "jobs[0].priority"),
	row("a null character in a record", job({ command: "a\0b" }), 422, "jobs[0].command"),
	row("half a character in a record", { ...DOCUMENT, workflow: { name: "\udc00", user: "u" } }, 422, "workflow.name"),
	row(
		"data nested too deep",
		{ ...DOCUMENT, user_data: [{ ...DOCUMENT.user_data[0], data: deep }] },
		422,
		"user_data[0].data",
	),
	row(
		"metadata nested too deep, in a document",
		{ ...DOCUMENT, workflow: { name: "w", user: "u", metadata: { deep } } },
		422,
		"workflow.metadata.deep",
	),
];
