// A workflow goes out as a document and comes back the same: nothing lost but ids and states.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "../../src/client/connect.ts";
import { createFromDraft } from "../../src/client/create-from-draft.ts";
import { type CheckedServer, checkedServer } from "./checked-server.ts";
import { type Document, essence, type Json, richWorkflow, runSome } from "./rich-workflow.ts";
import { draftOf } from "./small-draft.ts";

let checked: CheckedServer;
let client: Client;
beforeEach(async () => {
	checked = await checkedServer();
	client = checked.client;
});
afterEach(() => checked.server.close());

const exported = async (id: number, query = {}, from = client): Promise<Document> =>
	(await new Response(await from.exportWorkflow({ params: { id }, query })).json()) as Document;

const imported = (document: unknown, query = {}, to = client) =>
	to.importWorkflow({ query, rawBody: () => (typeof document === "string" ? document : JSON.stringify(document)) });

test("a document that comes back is the same workflow, in another server too", async () => {
	const id = await richWorkflow(client);
	await runSome(client, id);
	const document = await exported(id, { include_results: true, include_events: true });
	expect(document.events?.length).toBeGreaterThan(0);
	await using other = await checkedServer();
	// So that no id is by chance the same.
	for (let n = 0; n < 3; n++) await createFromDraft(other.client, draftOf(["x", "y"], { y: ["x"] }));
	const outcome = await imported(document, {}, other.client);
	expect(outcome).toEqual({
		workflow_id: 4,
		workflow_name: "rich",
		jobs: 3,
		files: 2,
		user_data: 2,
		results: 2,
		compute_nodes: 2,
		warnings: [],
	});
	const again = await exported(4, { include_results: true }, other.client);
	expect(essence(again)).toEqual(essence(document));
	expect(again.jobs?.map((job) => job.status)).toEqual(["uninitialized", "uninitialized", "uninitialized"]);
	expect(again.workflow).toMatchObject({ user: "tester", run_id: 1 });
	expect(again.compute_nodes?.map((node) => [node.hostname, node.is_active])).toEqual([
		["n1", false],
		["imported", false],
	]);
});

test("what was imported runs: data dependencies come back, actions fire, new results do not collide", async () => {
	const id = await richWorkflow(client);
	await runSome(client, id);
	const { workflow_id } = await imported(await exported(id, { include_results: true }));
	const current = await client.listResults({ query: { workflow_id } });
	expect(current.items.map((result) => result.attempt_id)).toEqual([2]);
	expect((await client.getWorkflowStatus({ params: { id: workflow_id } })).total_exec_time_minutes).toBe(0.5);
	await client.resetWorkflowStatus({ params: { id: workflow_id } });
	await client.initializeJobs({ params: { id: workflow_id } });
	const { items } = await client.listJobs({ query: { workflow_id, include_relationships: true } });
	const [first, reader, last] = items;
	expect(items.map((job) => job.status)).toEqual(["ready", "blocked", "blocked"]);
	expect(reader?.depends_on_job_ids).toEqual([first?.id as number]);
	expect(last?.depends_on_job_ids).toEqual([first?.id as number, reader?.id as number]);
	const pending = await client.getPendingActions({ params: { id: workflow_id } });
	expect(pending.map((action) => action.trigger_type)).toEqual(["on_workflow_start"]);
	const completion = {
		job_id: first?.id as number,
		workflow_id,
		run_id: 2,
		compute_node_id: 1,
		return_code: 0,
		status: "completed" as const,
		exec_time_minutes: 1,
		completion_time: "2026-01-02T00:00:00Z",
	};
	await client.completeJob({ params: { id: first?.id as number, status: "completed", run_id: 2 }, body: completion });
	expect((await client.listResults({ query: { workflow_id, all_runs: true } })).count).toBe(3);
});

test("name, results and owner can be others; an older document may lack lists", async () => {
	const id = await richWorkflow(client);
	await runSome(client, id);
	const document = await exported(id, { include_results: true });
	const renamed = await imported(document, { name: "other", skip_results: true });
	expect(renamed).toMatchObject({ workflow_name: "other", results: 0, compute_nodes: 0 });
	const { failure_handlers: _, ro_crate_entities: __, compute_nodes: ___, ...older } = document;
	for (const job of older.jobs ?? []) delete job.failure_handler_id;
	const outcome = await imported({ ...older, export_version: "0.9" });
	expect(outcome).toMatchObject({ results: 2, compute_nodes: 1, warnings: [expect.stringContaining('"0.9"')] });
});

test("keys may come in any order, with blanks and escapes", async () => {
	const id = await richWorkflow(client);
	const document = await exported(id);
	(document.user_data as Json[])[0] = { ...document.user_data?.[0], data: 'a "quoted" \\ , ] } text ü' };
	const sorted = JSON.stringify(Object.fromEntries(Object.entries(document).sort().reverse()), null, 3);
	const { workflow_id } = await imported(`\n ${sorted}\n`);
	expect(essence(await exported(workflow_id))).toEqual(essence(document));
});

test("what is unknown here is left out with a warning", async () => {
	const id = await richWorkflow(client);
	const document = await exported(id);
	document.workflow.access_groups = ["strangers"];
	const last = document.jobs?.[2] as Json;
	last.scheduler_id = 77;
	const { workflow_id, warnings } = await imported(document);
	expect(warnings).toEqual([
		"Access group 'strangers' is unknown here: the workflow is not shared with it",
		"Job 'last' named scheduler 77, which the document does not have",
	]);
	expect((await exported(workflow_id)).jobs?.[2]?.scheduler_id).toBeUndefined();
});

test("commands that name user data by its old id are told", async () => {
	const id = await richWorkflow(client);
	const document = await exported(id);
	const [first, reader] = document.jobs ?? [];
	Object.assign(first as Json, { command: `torc user-data update ${first?.output_user_data_ids} --data 1` });
	Object.assign(reader as Json, { command: `sleep ${reader?.input_user_data_ids}0` });
	const { warnings } = await imported(document);
	expect(warnings).toEqual([expect.stringContaining("The commands of 1 jobs (first) contain numbers")]);
});

test.each<[string, (document: Document) => unknown, string, string]>([
	["no JSON", () => "{", "malformed", "ends too early"],
	["another JSON", () => "[]", "malformed", "no single JSON object"],
	["a broken record", (d) => JSON.stringify(d).replace('"jobs":[{', '"jobs":[{,'), "malformed", "cannot be read"],
	["no exported workflow", () => ({ name: "x", jobs: [] }), "invalid", "export_version is missing"],
	["no workflow", (d) => ({ ...d, workflow: undefined }), "invalid", "workflow"],
	["no list", (d) => ({ ...d, jobs: {} }), "invalid", "jobs must be a list"],
	["a wrong field", (d) => ({ ...d, files: [{ name: "x" }] }), "invalid", "files[0].path"],
	[
		"an unknown file",
		(d) => ({ ...d, files: [] }),
		"invalid",
		"Job 'first', input_file_ids: the document has no record",
	],
	["one id twice", (d) => ({ ...d, files: [...(d.files ?? []), d.files?.[0]] }), "invalid", "two records with id"],
])("refused, and nothing is left: %s", async (_, change, kind, message) => {
	const id = await richWorkflow(client);
	const document = change(await exported(id));
	await expect(imported(document)).rejects.toMatchObject({ kind, message: expect.stringContaining(message) });
	expect((await client.listWorkflows({})).total_count).toBe(1);
});

test("lists that many jobs wait for are written once", async () => {
	const names = Array.from({ length: 2100 }, (_, index) => `job ${index}`);
	const draft = draftOf(names);
	const set = Array.from({ length: 1050 }, (_, index) => index);
	const jobs = draft.jobs.map((job, index) => (index < 1050 ? job : { ...job, depends_on_sets: [0] }));
	const { workflow_id } = await createFromDraft(client, { ...draft, jobs, dependencySets: [set] });
	const document = await exported(workflow_id);
	expect(document.dependency_sets).toHaveLength(1);
	expect(JSON.stringify(document).length).toBeLessThan(1_000_000);
	const outcome = await imported(document);
	const last = await client.listJobs({
		query: { workflow_id: outcome.workflow_id, name: "job 2099", include_relationships: true },
	});
	expect(last.items[0]?.depends_on_job_ids).toHaveLength(1050);
	const lost = imported({ ...document, dependency_sets: [] });
	await expect(lost).rejects.toThrow("no dependency set with id");
});

test("an unknown workflow is 404, another media type 415", async () => {
	expect((await checked.request("GET", "/workflows/99/export")).status).toBe(404);
	const text = await checked.request("POST", "/workflow_imports", "{}", { "content-type": "text/plain" });
	expect(text.status).toBe(415);
});

test("thousands of jobs, from a file, while others write", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-test-"));
	try {
		await using onDisk = await checkedServer({ databasePath: join(folder, "torc.db") });
		const names = Array.from({ length: 3000 }, (_, index) => `job ${index}`);
		const waits = Object.fromEntries(names.slice(1500).map((name) => [name, names.slice(0, 100)]));
		const { workflow_id } = await createFromDraft(onDisk.client, draftOf(names, waits));
		const reading = exported(workflow_id, {}, onDisk.client);
		await onDisk.client.createJob({ body: { workflow_id, name: "too late", command: "x" } });
		const document = await reading;
		expect(document.jobs).toHaveLength(3000);
		const outcome = await imported(document, {}, onDisk.client);
		expect(outcome.jobs).toBe(3000);
		const again = await exported(outcome.workflow_id, {}, onDisk.client);
		expect(again.jobs?.[2999]?.depends_on_job_ids).toHaveLength(100);
		expect(essence(again)).toEqual(essence(document));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
