// Counts of requests, the live view of them, and that neither shows a secret.
import { expect, test } from "bun:test";
import { RequestCounters } from "../../src/server/traffic/request-counters.ts";
import { type CheckedServer, checkedServer } from "./checked-server.ts";
import { credentialsOf, serverWithUsers } from "./server-with-users.ts";

/** The next frames of the live view, as records, from when the stream has begun. */
async function follow(checked: CheckedServer, query = "", headers: Record<string, string> = {}) {
	const response = await checked.request("GET", `/admin/api-events/stream${query}`, undefined, headers);
	expect(response.status).toBe(200);
	const reader = (response.body as ReadableStream<Uint8Array>).getReader();
	const decoder = new TextDecoder();
	let text = "";
	const next = async (): Promise<Record<string, unknown>> => {
		for (;;) {
			const match = /event: api\ndata: (.*)\n\n/.exec(text);
			if (match) {
				text = text.slice(match.index + match[0].length);
				return JSON.parse(match[1] as string);
			}
			const { value, done } = await reader.read();
			if (done) throw new Error(`the stream ended after: ${text}`);
			text += decoder.decode(value);
		}
	};
	// The request of the stream itself comes first.
	expect(await next()).toMatchObject({ path: "/torc-service/v1/admin/api-events/stream" });
	return { next, cancel: () => reader.cancel(), ended: async () => (await reader.read()).done };
}

test("requests are counted by second, size and class of answer", async () => {
	await using checked = await checkedServer();
	await checked.request("GET", "/ping");
	await checked.request("GET", "/nope");
	await checked.request("POST", "/workflows", { name: "w", user: "u" }, { "content-length": "23" });
	const stats = await checked.client.adminApiStats({ query: { window_seconds: 60, interval_seconds: 60 } });
	expect(stats).toMatchObject({ window_seconds: 60, interval_seconds: 60 });
	const total = (field: "request_count" | "bytes_in" | "bytes_out" | "status_2xx" | "status_4xx") =>
		stats.buckets.reduce((sum, bucket) => sum + bucket[field], 0);
	expect([total("request_count"), total("status_2xx"), total("status_4xx"), total("bytes_in")]).toEqual([3, 2, 1, 23]);
	expect(total("bytes_out")).toBeGreaterThan('{"status":"ok"}'.length);
});

test("buckets are whole intervals, newest first; an hour is kept", () => {
	let now = 7_200_000;
	const counters = new RequestCounters(() => now);
	const count = (status: number) => counters.count({ status, bytesIn: 1, bytesOut: 2 });
	count(200);
	now += 61_000;
	for (const status of [201, 404, 503, 302]) count(status);
	const { buckets, now_ms } = counters.report(3600, 60);
	expect(now_ms).toBe(now);
	expect(buckets.map((bucket) => bucket.start_ms).slice(0, 3)).toEqual([7_260_000, 7_200_000, 7_140_000]);
	expect(buckets[0]).toEqual({
		start_ms: 7_260_000,
		request_count: 4,
		bytes_in: 4,
		bytes_out: 8,
		status_2xx: 1,
		status_4xx: 1,
		status_5xx: 1,
		status_other: 1,
	});
	expect(buckets[1]).toMatchObject({ request_count: 1 });
	const all = () => counters.report(3600, 3600).buckets.reduce((sum, bucket) => sum + bucket.request_count, 0);
	expect(all()).toBe(5);
	// The first request is older than an hour now, and its place in the ring is used again.
	now = 7_200_000 + 3_600_000;
	count(200);
	expect(all()).toBe(5);
	expect(counters.report(0, 999_999)).toMatchObject({ window_seconds: 1, interval_seconds: 1 });
});

test("a refused caller is counted too", async () => {
	await using server = await serverWithUsers(["ada"], { requireAuth: true, enforceAccess: false });
	expect((await server.ask(null, "GET", "/ping")).status).toBe(401);
	const { buckets } = await server.json<{ buckets: { status_4xx: number }[] }>("ada", "GET", "/admin/api-stats");
	expect(buckets.reduce((sum, bucket) => sum + bucket.status_4xx, 0)).toBe(1);
});

test("the live view tells who asked what, and how it ended", async () => {
	await using server = await serverWithUsers(["ada"], { enforceAccess: false });
	const view = await follow(server.checked, "", credentialsOf("ada"));
	await server.ask("ada", "GET", "/workflows?name=x");
	expect(await view.next()).toEqual({
		timestamp_ms: expect.any(Number),
		method: "GET",
		path: "/torc-service/v1/workflows",
		query: "name=x",
		status: 200,
		latency_ms: expect.any(Number),
		request_id: expect.any(String),
		user: "ada",
	});
	const named = { "x-torc-client-user": "bob" };
	await server.checked.request("POST", "/workflows", { name: "w", user: "u" }, named);
	const event = await view.next();
	expect(event).toMatchObject({ method: "POST", status: 200, user: "bob" });
	expect(event).not.toHaveProperty("request_body");
	await view.cancel();
});

test("bodies come on request, cut and without values of variables", async () => {
	await using checked = await checkedServer({ shownBodyBytes: 200 });
	const view = await follow(checked, "?include_bodies=true");
	const plain = await follow(checked);
	await view.next();
	const env = { API_TOKEN: "s3cret", OTHER: "s3cret too" };
	await checked.request("POST", "/workflows", { name: "w", user: "u", env });
	const created = await view.next();
	expect(created.request_body).toEqual({
		bytes: JSON.stringify({ name: "w", user: "u", env }).length,
		truncated: false,
		text: '{"name":"w","user":"u","env":{"API_TOKEN":"***","OTHER":"***"}}',
	});
	expect(created.response_body).toMatchObject({ truncated: true, bytes: expect.any(Number) });
	expect((created.response_body as { text: string }).text).toHaveLength(200);

	const draft = '{"k":"workflow","v":{"name":"d","user":"u","env":{"A":"s3cret"}}}\n{"k":"jobs","v":[]}\n';
	await checked.request("POST", "/workflow_drafts", draft, { "content-type": "application/x-ndjson" });
	await checked.request("POST", "/workflows", '{"env":{"A":"s3cret"', { "content-type": "application/json" });
	await checked.request("POST", "/jobs", { workflow_id: 1, name: "j", command: "c", env: { A: 1, B: "s3cret" } });
	const long = { workflow_id: 1, timestamp: 0, data: "x".repeat(2 ** 20) };
	await checked.request("POST", "/events", long, { "content-length": String(JSON.stringify(long).length) });
	const events = [await view.next(), await view.next(), await view.next(), await view.next()];
	expect(JSON.stringify(events)).not.toContain("s3cret");
	expect(events[0]?.request_body).toMatchObject({ text: expect.stringContaining('"env":{"A":"***"}') });
	expect(events[1]?.request_body).toEqual({ bytes: 20, truncated: false });
	expect(events[2]).toMatchObject({ status: 422 });
	expect(events[3]?.request_body).toMatchObject({ truncated: true, bytes: JSON.stringify(long).length });
	expect(events[3]?.request_body).not.toHaveProperty("text");
	expect(await plain.next()).not.toHaveProperty("request_body");
	await Promise.all([view.cancel(), plain.cancel()]);
});

test("headers with passwords are never told", async () => {
	await using server = await serverWithUsers(["ada"], { enforceAccess: false });
	const view = await follow(server.checked, "?include_bodies=true", credentialsOf("ada"));
	await server.checked.request("GET", "/workflows", undefined, { ...credentialsOf("ada"), cookie: "session=s3cret" });
	const told = JSON.stringify(await view.next());
	expect(told).not.toContain("s3cret");
	expect(told).not.toContain(credentialsOf("ada").authorization as string);
	await view.cancel();
});

test("an administrator who is none any more loses the view", async () => {
	await using server = await serverWithUsers(["ada", "root"], { enforceAccess: true, adminUsers: ["root"] });
	const view = await follow(server.checked, "", credentialsOf("root"));
	const sql = "DELETE FROM user_group_membership WHERE user_name = 'root'";
	await server.json("root", "POST", "/admin/sql", { sql, write: true });
	expect(await view.ended()).toBe(true);
});
