// Requests against the real router: what comes in, status and fragments that come out.
import { afterAll, expect, test } from "bun:test";
import { checkedServer } from "../../test/server/checked-server.ts";

const { server, client, request } = await checkedServer({ maxBodyBytes: 1000 });
const workflow = await client.createWorkflow({ body: { name: "w", user: "u" } });
afterAll(() => server.close());

interface Row {
	readonly what: string;
	readonly method: string;
	readonly path: string;
	readonly body?: unknown;
	readonly headers?: Record<string, string>;
	readonly status: number;
	/** Texts the answer has. */
	readonly has?: readonly string[];
	readonly hasNot?: readonly string[];
}

const W = workflow.id;
const json = { "content-type": "application/json" };
const TABLE: readonly Row[] = [
	{ what: "ping", method: "GET", path: "/ping", status: 200, has: ['{"status":"ok"}'] },
	{ what: "an unknown path", method: "GET", path: "/nope", status: 404, has: ["nothing at /torc-service/v1/nope"] },
	{ what: "a trailing slash is another path", method: "GET", path: "/ping/", status: 404 },
	{ what: "a known path with another method", method: "PATCH", path: "/ping", status: 405 },
	{
		what: "a missing record names itself",
		method: "GET",
		path: "/jobs/7",
		status: 404,
		has: ['{"error":{"message":"Job not found with ID: 7"}}'],
	},
	{
		what: "a path parameter that is no integer",
		method: "GET",
		path: "/jobs/seven",
		status: 400,
		has: ['"field":"id"', '"value":"seven"', '"error":"BadRequest"'],
	},
	{ what: "an integer that does not fit", method: "GET", path: "/jobs/99999999999999999999", status: 400 },
	{ what: "a negative id is only missing", method: "GET", path: "/jobs/-1", status: 404 },
	{ what: "a missing query parameter", method: "GET", path: "/jobs", status: 400, has: ['"field":"workflow_id"'] },
	{ what: "a boolean that is none", method: "GET", path: `/results?workflow_id=${W}&all_runs=1`, status: 400 },
	{ what: "a state that is none", method: "GET", path: `/jobs?workflow_id=${W}&status=done`, status: 400 },
	{ what: "an unknown query parameter is ignored", method: "GET", path: `/jobs?workflow_id=${W}&x=1`, status: 200 },
	{ what: "bad percent-encoding", method: "GET", path: `/jobs?workflow_id=${W}&name=%zz`, status: 400 },
	{
		what: "a negative offset",
		method: "GET",
		path: `/jobs?workflow_id=${W}&offset=-1`,
		status: 422,
		has: ['"field":"offset"', '"value":-1'],
	},
	{ what: "a limit beyond the cap", method: "GET", path: `/jobs?workflow_id=${W}&limit=100001`, status: 422 },
	{
		what: "an unknown sort column is told",
		method: "GET",
		path: `/jobs?workflow_id=${W}&sort_by=nope`,
		status: 200,
		has: ['"sort_by_ignored":true'],
	},
	{
		what: "a body that is no JSON",
		method: "POST",
		path: "/workflows",
		body: "{",
		headers: json,
		status: 400,
		has: ['{"error":{"error":"BadRequest","message":"The body is not JSON'],
	},
	{
		what: "a body without content type",
		method: "POST",
		path: "/workflows",
		body: "{}",
		headers: { "content-type": "text/plain" },
		status: 415,
		has: ["application/json"],
	},
	{
		what: "a field of the wrong type",
		method: "POST",
		path: "/workflows",
		body: { name: 3, user: "u" },
		status: 422,
		has: ['"field":"name"', "Invalid value for name"],
	},
	{
		what: "a missing field",
		method: "POST",
		path: "/workflows",
		body: { name: "x" },
		status: 422,
		has: ['"field":"user"'],
	},
	{ what: "no body at all", method: "POST", path: "/workflows", status: 422 },
	{
		what: "an unknown field is ignored",
		method: "POST",
		path: "/workflows",
		body: { name: "x", user: "u", colour: "red" },
		status: 200,
		hasNot: ["colour", "null"],
	},
	{
		what: "an unknown field of a strict record",
		method: "POST",
		path: "/workflows",
		body: { name: "x", user: "u", execution_config: { colour: "red" } },
		status: 422,
		has: ["colour"],
	},
	{
		what: "records as JSON text, as 0.12 clients send them",
		method: "POST",
		path: "/workflows",
		body: { name: "x", user: "u", metadata: '{"a":null}' },
		status: 200,
		has: ['"metadata":{"a":null}'],
	},
	{
		what: "text that is no record",
		method: "POST",
		path: "/workflows",
		body: { name: "x", user: "u", metadata: "hello" },
		status: 422,
		has: ['"field":"metadata"'],
	},
	{
		what: "a body beyond the limit",
		method: "POST",
		path: "/workflows",
		body: { name: "x".repeat(1000), user: "u" },
		status: 413,
		has: ["1000 bytes", '"error":"PayloadTooLarge"'],
	},
	{ what: "a body on DELETE is ignored", method: "DELETE", path: `/events?workflow_id=${W}`, body: {}, status: 200 },
	{
		what: "a body on an operation without one is ignored",
		method: "POST",
		path: `/workflows/${W}/initialize_jobs`,
		body: "not json",
		status: 200,
	},
	{
		what: "deletions answer both spellings of the number",
		method: "DELETE",
		path: `/files?workflow_id=${W}`,
		status: 200,
		has: ['"count":0', '"deleted_count":0', '"message"'],
	},
	{
		what: "an empty record where all fields are optional",
		method: "POST",
		path: `/workflows/${W}/actions/9/claim`,
		body: {},
		status: 404,
	},
	{ what: "the OpenAPI document as YAML", method: "GET", path: "/openapi.yaml", status: 200, has: ["openapi: 3.1.0"] },
	{ what: "the OpenAPI document", method: "GET", path: "/openapi.json", status: 200, has: ['"openapi":"3.1.0"'] },
	{
		what: "versions",
		method: "GET",
		path: "/version",
		status: 200,
		has: ['"api_version":"0.23.0"', '"version":"0.', '"git_hash":"'],
	},
];

test.each(TABLE)("$what: $method $path → $status", async (row) => {
	const response = await request(row.method, row.path, row.body, row.headers);
	const text = await response.text();
	expect({ status: response.status, text }).toMatchObject({ status: row.status });
	for (const fragment of row.has ?? []) expect(text).toContain(fragment);
	for (const fragment of row.hasNot ?? []) expect(text).not.toContain(fragment);
	expect(response.headers.get("x-content-type-options")).toBe("nosniff");
	expect(response.headers.get("x-frame-options")).toBe("DENY");
	expect(response.headers.get("x-span-id")).toBeTruthy();
});

test("a span id given by the caller is answered", async () => {
	const response = await request("GET", "/ping", undefined, { "x-span-id": "mine" });
	expect(response.headers.get("x-span-id")).toBe("mine");
});

test("HEAD answers like GET without a body", async () => {
	const response = await request("HEAD", "/ping");
	expect(response.status).toBe(200);
	expect(await response.text()).toBe("");
});

test("405 names the methods there are", async () => {
	const response = await request("PATCH", `/workflows/${W}`);
	expect(response.headers.get("allow")?.split(", ").sort()).toEqual(["DELETE", "GET", "PUT"]);
	const narrower = await request("PUT", `/workflows/${W}/actions/pending`);
	expect({ status: narrower.status, allow: narrower.headers.get("allow") }).toEqual({ status: 405, allow: "GET" });
});

test("outside the interface there is nothing, not even a body", async () => {
	const response = await server.fetch(new Request("http://x/nope"));
	expect({ status: response.status, text: await response.text() }).toEqual({ status: 404, text: "" });
});

test("HEAD of a stream opens none", async () => {
	const path = `/workflows/${W}/events/stream`;
	expect((await request("HEAD", path)).headers.get("content-type")).toBe("text/event-stream");
});

test.each(["", "x".repeat(201), "naïve ✓", "tab\there"])("a span id such as %j is replaced", async (given) => {
	const headers = { "x-span-id": [...given].map((sign) => (sign > "\u00ff" ? "?" : sign)).join("") };
	const answered = (await request("GET", "/ping", undefined, headers)).headers.get("x-span-id");
	expect(answered).toMatch(/^[\x20-\x7e]{1,200}$/);
	expect(answered).not.toBe(given);
});

test("a body without a length is counted while it arrives", async () => {
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			for (let index = 0; index < 20; index++) controller.enqueue(new TextEncoder().encode(" ".repeat(100)));
			controller.close();
		},
	});
	const init = { method: "POST", headers: json, body, duplex: "half" };
	const response = await server.fetch(new Request(`${server.url}/workflows`, init as RequestInit));
	expect(response.status).toBe(413);
});

test("the information page points to the interface and the dashboard", async () => {
	const response = await server.fetch(new Request("http://x/dashboard"));
	expect(response.headers.get("content-type")).toContain("text/html");
	expect(await response.text()).toContain("torc-dash");
});

test("0.12 clients get text where they cannot read records", async () => {
	const body = { name: "x", user: "u", slurm_defaults: { account: "a" } };
	const created = (await (await request("POST", "/workflows", body)).json()) as Record<string, unknown>;
	const old = (await (
		await request("GET", `/workflows/${created.id}`, undefined, { "x-torc-api": "0.7" })
	).json()) as Record<string, unknown>;
	expect(created.slurm_defaults).toEqual({ account: "a" });
	expect(old.slurm_defaults).toBe('{"account":"a"}');
	await using forOld = await checkedServer({ compatTextFields: true });
	const text = await forOld.request("POST", "/workflows", { ...body, metadata: { a: [1] } });
	expect(await text.json()).toMatchObject({ slurm_defaults: '{"account":"a"}', metadata: '{"a":[1]}' });
});
