// What must stay secret, sent in every way that fails or succeeds: it is found in no log line, no error, no event.
import { expect, test } from "bun:test";
import { credentialsOf, serverWithUsers } from "./server-with-users.ts";

const SECRET = "s3cret-value";
const env = { API_TOKEN: SECRET };

test("values of variables and passwords are in no log, no error and no event", async () => {
	const said: string[] = [];
	await using server = await serverWithUsers(["ada"], { enforceAccess: true, log: (message) => said.push(message) });
	const { request } = server.checked;
	const ada = credentialsOf("ada");
	const created = await request("POST", "/workflows", { name: "w", user: "ada", env }, ada);
	const id = ((await created.json()) as { id: number }).id;
	const stream = await request("GET", `/workflows/${id}/events/stream?level=debug`, undefined, ada);
	const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
	const job = { workflow_id: id, name: "j", command: "true", env };
	const answer = await request("POST", "/jobs", job, ada);
	expect(answer.status).toBe(200);
	const jobId = ((await answer.json()) as { id: number }).id;
	await request("POST", `/workflows/${id}/initialize_jobs`, undefined, ada);
	await request("POST", `/workflows/${id}/claim_next_jobs`, undefined, ada);

	const failing: readonly (readonly [method: string, path: string, body: unknown])[] = [
		["POST", "/workflows", { name: "w", user: "ada", env: { ...env, "1bad": SECRET } }],
		["POST", "/workflows", { name: 7, user: "ada", env }],
		["POST", "/workflows", { name: "w", user: "ada", env: { A: [SECRET] } }],
		["PUT", `/workflows/${id}`, { name: "w", user: "ada", env: { API_TOKEN: `other ${SECRET}` } }],
		["POST", "/jobs", { ...job, env: { "1bad": SECRET } }],
		["POST", "/jobs", { ...job, env: { A: { b: SECRET } } }],
		["POST", "/jobs", { ...job, workflow_id: 99 }],
		["POST", "/jobs", `{"env":{"A":"${SECRET}"`],
		["POST", "/bulk_jobs", { jobs: [job, job] }],
		["PUT", `/jobs/${jobId}`, { ...job, env: { API_TOKEN: `other ${SECRET}` }, priority: -1 }],
		["POST", "/workflow_drafts", `{"k":"workflow","v":{"name":"d","user":"u","env":{"1bad":"${SECRET}"}}}\n`],
		["POST", "/workflow_drafts", `{"k":"workflow","v":{"name":"d","user":"u","env":{"A":["${SECRET}"]}}}\n`],
		["POST", "/workflow_drafts", `{"k":"workflow","v":{"name":"d","env":{"A":"${SECRET}`],
	];
	for (const [method, path, body] of failing) {
		const type = path === "/workflow_drafts" ? "application/x-ndjson" : "application/json";
		const response = await request(method, path, body, { ...ada, "content-type": type });
		const text = await response.text();
		expect([method, path, JSON.stringify(body), response.status >= 400 && response.status < 500]).toEqual([
			method,
			path,
			JSON.stringify(body),
			true,
		]);
		expect(text).not.toContain(SECRET);
	}
	// A wrong password of a known and of an unknown name, an unknown scheme.
	for (const pair of [`ada:${SECRET}`, `nobody:${SECRET}`]) {
		const basic = { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
		expect(await (await request("GET", "/workflows", undefined, basic)).text()).not.toContain(SECRET);
	}
	await request("GET", "/workflows", undefined, { authorization: `Bearer ${SECRET}` });

	await request("PUT", `/workflows/${id}/cancel`, undefined, ada);
	let streamed = "";
	while (!streamed.includes("workflow_canceled")) streamed += new TextDecoder().decode((await reader.read()).value);
	await reader.cancel();
	const stored = await (await request("GET", `/events?workflow_id=${id}`, undefined, ada)).text();
	expect(said.some((line) => line.includes("wrong password"))).toBe(true);
	for (const text of [said.join("\n"), streamed, stored]) expect(text).not.toContain(SECRET);
});
