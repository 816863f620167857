// Whole workflows by one streamed request.
import { afterAll, expect, test } from "bun:test";
import { checkedServer } from "../../../test/server/checked-server.ts";
import { draftOf } from "../../../test/server/small-draft.ts";
import { createFromDraft } from "../../client/create-from-draft.ts";
import { draftLines } from "../../contract/draft-lines.ts";
import { BodySpool } from "./body-spool.ts";
import { textLines } from "./draft-body.ts";

const { server, client, request } = await checkedServer();
afterAll(() => server.close());
const ndjson = { "content-type": "application/x-ndjson" };
const workflowLine = JSON.stringify({ k: "workflow", v: { name: "w", user: "u" } });

test("a draft becomes a workflow", async () => {
	const names = Array.from({ length: 1200 }, (_, index) => `job ${index} ü`);
	const created = await createFromDraft(client, draftOf(names, { "job 7 ü": ["job 3 ü", "job 4 ü"] }));
	expect(created.job_count).toBe(1200);
	const page = await client.listJobs({
		query: { workflow_id: created.workflow_id, name: "job 7 ü", include_relationships: true },
	});
	expect(page.items[0]?.depends_on_job_ids).toHaveLength(2);
	expect((await client.getWorkflow({ params: { id: created.workflow_id } })).user).toBe("tester");
});

test("equal lists and repeated members count once", async () => {
	const draft = draftOf(["a", "b", "c", "d"], { c: ["b", "a", "b"], d: ["a", "b"] });
	const { workflow_id } = await createFromDraft(client, draft);
	const { items } = await client.listJobs({ query: { workflow_id, include_relationships: true } });
	const [a = 0, b = 0] = items.map((job) => job.id as number);
	expect(items.slice(2).map((job) => job.depends_on_job_ids)).toEqual([
		[a, b],
		[a, b],
	]);
});

test("an error leaves nothing behind", async () => {
	const before = (await client.listWorkflows()).total_count;
	const good = [...draftLines(draftOf(["a", "b"]))].join("");
	const response = await request("POST", "/workflow_drafts", `${good}{"k":"jobs","v":[{"name":"c"}]}\n`, ndjson);
	expect(response.status).toBe(422);
	expect(await response.text()).toContain("Line 3 of the draft, jobs[0].command: missing");
	expect((await client.listWorkflows()).total_count).toBe(before);
});

const WRONG: readonly (readonly [line: string, status: number, message: string])[] = [
	["nonsense", 400, "Line 2 of the draft is not JSON"],
	["[]", 422, "Line 2 of the draft: expected"],
	['{"k":"colours","v":[]}', 422, 'unknown kind "colours"'],
	['{"k":"toString","v":[]}', 422, 'unknown kind "toString"'],
	['{"k":"jobs","v":{}}', 422, "expected a list of records"],
	['{"k":"jobs","v":[3]}', 422, "jobs[0]: expected a record"],
	['{"k":"jobs","v":[{"name":"a","command":"b","colour":1}]}', 422, "jobs[0].colour: unknown field"],
	['{"k":"jobs","v":[{"name":"a","command":"b","valueOf":1}]}', 422, "jobs[0].valueOf: unknown field"],
	['{"k":"jobs","v":[{"name":"a","command":7}]}', 422, "jobs[0].command: expected text"],
	['{"k":"jobs","v":[{"name":"a","command":"b","priority":-1}]}', 422, "priority: expected an integer ≥ 0"],
	['{"k":"jobs","v":[{"name":"a","command":"b","env":{"1x":"y"}}]}', 422, "env: expected variable names"],
	['{"k":"jobs","v":[{"name":"a","command":"b","depends_on_sets":[0]}]}', 422, "refers to dependency set 0"],
	['{"k":"jobs","v":[{"name":"a","command":"b","scheduler":5}]}', 422, "scheduler"],
	['{"k":"dependencySets","v":[[9]]}', 422, "refers to job 9"],
	[
		'{"k":"resourceRequirements","v":[{"name":"r","num_cpus":0,"num_gpus":0,"num_nodes":1,"memory":"1g","runtime":"PT1M"}]}',
		422,
		"num_cpus: expected an integer > 0",
	],
];

test.each(WRONG)("%s is refused", async (line, status, message) => {
	const response = await request("POST", "/workflow_drafts", `${workflowLine}\n${line}\n`, ndjson);
	expect({ status: response.status, text: await response.text() }).toMatchObject({
		status,
		text: expect.stringContaining(JSON.stringify(message).slice(1, -1)),
	});
});

test("another content type and an empty body are refused", async () => {
	expect((await request("POST", "/workflow_drafts", workflowLine)).status).toBe(415);
	expect((await request("POST", "/workflow_drafts", "", ndjson)).status).toBe(422);
});

test("bytes beyond the memory's share come back from the file in order", () => {
	using spool = new BodySpool(10);
	for (const text of ["four", "five!", "six...", "and the rest"]) spool.add(new TextEncoder().encode(text));
	const blocks = Array.from(spool.blocks(), (block) => new TextDecoder().decode(block));
	expect(blocks).toEqual(["four", "five!", "six...and the rest"]);
});

test("lines are found wherever the bytes are cut", () => {
	const text = "erste Zeile ü€😀\n\nzweite\nletzte ohne Ende ß";
	const bytes = new TextEncoder().encode(text);
	for (let size = 1; size <= bytes.length; size++) {
		const chunks: Uint8Array[] = [];
		for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.slice(start, start + size));
		expect([...textLines(chunks)]).toEqual(text.split("\n"));
	}
});
