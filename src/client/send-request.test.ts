// Requests as they go out, and what answers become.
import { expect, test } from "bun:test";
import { connect } from "./connect.ts";

/** A client whose requests are kept and answered one after the other by `answers`. */
function recording(answers: readonly (() => Response | Error)[], options: { user?: string; password?: string } = {}) {
	const requests: Request[] = [];
	const client = connect({
		url: "http://x/base/",
		...options,
		fetch: async (request) => {
			requests.push(request);
			const answer = answers[Math.min(requests.length, answers.length) - 1]?.() ?? new Error("no answer");
			if (answer instanceof Error) throw answer;
			return answer;
		},
	});
	return { client, requests };
}

const ok = (body: unknown) => () => Response.json(body);
const failure = (status: number, body: string) => () => new Response(body, { status });

test("path, query and body are written by the declaration", async () => {
	const { client, requests } = recording([ok([])]);
	await client.getPendingActions({ params: { id: 3 }, query: { trigger_type: ["a b", "c&d"] } });
	await client.listJobs({ query: { workflow_id: 3, name: undefined, include_relationships: true } });
	await client.claimAction({ params: { id: 3, action_id: 4 }, body: {} });
	expect(requests.map((request) => `${request.method} ${request.url}`)).toEqual([
		"GET http://x/base/workflows/3/actions/pending?trigger_type=a%20b&trigger_type=c%26d",
		"GET http://x/base/jobs?workflow_id=3&include_relationships=true",
		"POST http://x/base/workflows/3/actions/4/claim",
	]);
	expect(await requests[2]?.text()).toBe("{}");
	expect(requests[2]?.headers.get("content-type")).toBe("application/json");
});

test("the caller is named, and proves it with a password", async () => {
	const { client, requests } = recording([ok({})], { user: "ünal", password: "p:w" });
	await client.ping();
	expect(requests[0]?.headers.get("x-torc-client-user")).toBe("%C3%BCnal");
	const [scheme, code] = (requests[0]?.headers.get("authorization") ?? "").split(" ");
	expect([scheme, Buffer.from(code ?? "", "base64").toString()]).toEqual(["Basic", "ünal:p:w"]);
});

test.each([
	[404, '{"error":{"message":"Job not found with ID: 7"}}', "not_found", "Job not found with ID: 7"],
	[422, '{"error":{"message":"bad","field":"f","value":1,"hint":"h"}}', "invalid", "bad"],
	[403, '{"error":{"error":"Forbidden","message":"no"}}', "denied", "no"],
	[409, '{"error":{"message":"taken","claimed":false}}', "conflict", "taken"],
	[413, '{"error":"too large"}', "too_large", "too large"],
	[401, "Unauthorized", "unauthorized", "The server asks for a user name and password"],
	[404, "", "not_found", "GET http://x/base/ping answered HTTP 404"],
	[500, "<html>oops</html>", "internal", "GET http://x/base/ping answered HTTP 500: <html>oops</html>"],
	[418, "", "malformed", "GET http://x/base/ping answered HTTP 418"],
	[504, "", "unreachable", "GET http://x/base/ping answered HTTP 504"],
] as const)("HTTP %d %s becomes %s", async (status, body, kind, message) => {
	const { client } = recording([failure(status, body)]);
	await expect(client.ping()).rejects.toMatchObject({ kind, message });
});

test("a password that was refused is told from one that was not given", async () => {
	const { client } = recording([failure(401, "Unauthorized")], { user: "ünal", password: "secret" });
	const message = "The server does not know user 'ünal' with this password";
	await expect(client.ping()).rejects.toMatchObject({ kind: "unauthorized", message });
});

test("details and hint of an error are kept", async () => {
	const { client } = recording([failure(422, '{"error":{"message":"bad","field":"f","value":1,"hint":"h"}}')]);
	await expect(client.ping()).rejects.toMatchObject({ details: { field: "f", value: 1 }, hint: "h" });
});

test("only what may pass is repeated, and only if asked to", async () => {
	const down = () => new Error("down");
	const retry = { forMs: 30_000 };
	const later = recording([down, failure(503, ""), ok({ status: "ok" })]);
	expect(await later.client.ping({ retry })).toEqual({ status: "ok" });
	expect(later.requests).toHaveLength(3);
	const wrong = recording([failure(422, "")]);
	await expect(wrong.client.ping({ retry })).rejects.toMatchObject({ kind: "invalid" });
	expect(wrong.requests).toHaveLength(1);
	const impatient = recording([down]);
	await expect(impatient.client.ping()).rejects.toMatchObject({ kind: "unreachable" });
	expect(impatient.requests).toHaveLength(1);
});

test.each([
	["connect ECONNREFUSED 127.0.0.1:1", "nothing listens there (connection refused)"],
	[
		"ECONNRESET: The socket connection was closed unexpectedly. For more information, pass `verbose: true` in the second argument to fetch()",
		"the connection was closed in the middle (the server ended, or a proxy cut it)",
	],
	["self signed certificate", "self signed certificate"],
])("no answer: %s", async (words, meaning) => {
	const { client } = recording([() => new Error(words)]);
	const message = `No answer from the server at http://x/base: ${meaning}`;
	await expect(client.createWorkflow({ body: { name: "a" } as never })).rejects.toThrow(message);
});
