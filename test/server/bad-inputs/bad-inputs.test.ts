// Bad requests of every kind: a 4xx that names the field in the normal body, never a 500, never a changed row.
import { afterAll, expect, test } from "bun:test";
import type { BadInput } from "./bad-input.ts";
import { BAD_BODIES } from "./bodies.table.ts";
import { BAD_IMPORTS } from "./imports.table.ts";
import { BAD_NUMBERS } from "./numbers.table.ts";
import { BAD_PARAMETERS } from "./parameters.table.ts";
import { sampleDatabase } from "./sample-database.ts";
import { BAD_STATES } from "./states.table.ts";
import { BAD_TEXTS } from "./texts.table.ts";

const database = await sampleDatabase();
afterAll(() => database[Symbol.asyncDispose]());

const ALL: readonly BadInput[] = [
	...BAD_PARAMETERS,
	...BAD_BODIES,
	...BAD_NUMBERS,
	...BAD_TEXTS,
	...BAD_STATES,
	...BAD_IMPORTS,
];

test.each(ALL)("%s: %s", async (_what, line, body, status, field) => {
	const before = database.picture();
	const space = line.indexOf(" ");
	const path = line.slice(space + 1);
	const headers = path === "/workflow_drafts" ? { "content-type": "application/x-ndjson" } : {};
	const response = await database.server.request(line.slice(0, space), path, body, headers);
	const answer = (await response.json()) as { readonly error?: Readonly<Record<string, unknown>> };
	const seen = { status: response.status, field: answer.error?.field ?? null, message: answer.error?.message };
	expect(seen).toEqual({ status, field, message: expect.any(String) });
	expect(database.picture()).toBe(before);
});

test.each([
	"",
	"text/plain",
	"application/x-www-form-urlencoded",
	"multipart/form-data; boundary=x",
	"application/jsonp",
	"json",
])("content type %j is refused", async (type) => {
	const before = database.picture();
	const body = { name: "w", user: "u" };
	const response = await database.server.request("POST", "/workflows", body, { "content-type": type });
	expect(response.status).toBe(415);
	expect(await response.text()).toContain("application/json");
	expect(database.picture()).toBe(before);
});

test("a body that is encoded, too large or no UTF-8 is refused", async () => {
	const before = database.picture();
	const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> => {
		const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
		return database.server.server.fetch(new Request(`${database.server.server.url}/workflows`, init));
	};
	const name = "x".repeat(100_000);
	expect((await post('{"name":"w","user":"u"}', { "content-encoding": "gzip" })).status).toBe(415);
	expect((await post(JSON.stringify({ name, user: "u" }))).status).toBe(413);
	const latin1 = new Uint8Array([...'{"name":"\xe9","user":"u"}'].map((sign) => sign.charCodeAt(0)));
	const response = await post(latin1);
	expect({ status: response.status, text: await response.text() }).toEqual({
		status: 400,
		text: '{"error":{"error":"BadRequest","message":"The body is not UTF-8","field":"body"}}',
	});
	expect(database.picture()).toBe(before);
});

test("the tables are of the size that was promised", () => {
	expect(ALL.length).toBeGreaterThanOrEqual(200);
	expect(new Set(ALL.map(([what, line, body]) => JSON.stringify([what, line, body]))).size).toBe(ALL.length);
});
