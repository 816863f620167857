// Texts that are unusual and right: stored and answered sign by sign, and never read as SQL, JSON or patterns.
import { afterAll, expect, test } from "bun:test";
import { activeNode, checkedServer } from "./checked-server.ts";

const { server, client } = await checkedServer();
afterAll(() => server.close());

const TEXTS: readonly string[] = [
	"Robert'); DROP TABLE job;--",
	"' OR '1'='1",
	'"double" and `back` and [square]',
	"%_\\%\\_ * ? ?1 :name @name $name",
	"/* comment */ -- comment # comment",
	'{"json": [1, null]}',
	"tab\tline\nreturn\rbell\u0007escape\u001b[31m delete\u007f",
	"naïve Grüße Ж 世界 नमस्ते עברית العربية",
	"🙂 👩‍👩‍👧‍👦 \u{1F600} \u{10FFFF}",
	"e\u0301 is not \u00e9; \u202eright to left\u202c; zero\u200bwidth; \ufeff mark",
	"<script>alert(1)</script> &amp; %3Cb%3E ../../etc/passwd C:\\x",
	"$(rm -rf /) `id` ${HOME} && || ; | > <",
	"__proto__",
	"constructor",
	" blanks around ",
	"x".repeat(20_000),
];

test.each(TEXTS)("%j is kept", async (text) => {
	const env = { A: text };
	const workflow = { name: text, user: text, description: text, project: text, env, metadata: { [text]: text } };
	const { id } = await client.createWorkflow({ body: workflow });
	const workflow_id = id as number;
	const params = { id: workflow_id };
	const stored = await client.getWorkflow({ params });
	expect(stored).toMatchObject({ name: text, user: text, description: text, project: text, env });
	expect((await client.listWorkflows({ query: { name: text } })).items.map((item) => item.id)).toEqual([workflow_id]);

	const job = await client.createJob({
		body: { workflow_id, name: text, command: text, invocation_script: text, env },
	});
	expect(await client.getJob({ params: { id: job.id as number } })).toMatchObject({ name: text, command: text, env });
	await client.createJob({ body: { workflow_id, name: "other", command: "true" } });
	expect((await client.listJobs({ query: { workflow_id, name: text } })).items.map((item) => item.id)).toEqual([
		job.id,
	]);

	const file = await client.createFile({ body: { workflow_id, name: text, path: text } });
	expect(await client.getFile({ params: { id: file.id as number } })).toEqual(file);
	const query = { workflow_id, name: text, path: text };
	expect((await client.listFiles({ query })).items).toEqual([file]);

	const data = { [text]: [text, { [text]: null }] };
	const record = await client.createUserData({ body: { workflow_id, name: text, data } });
	expect(JSON.stringify((await client.getUserData({ params: { id: record.id as number } })).data)).toBe(
		JSON.stringify(data),
	);
	const event = await client.createEvent({ body: { workflow_id, timestamp: 0, data: { category: text } } });
	expect((await client.listEvents({ query: { workflow_id, category: text } })).items).toEqual([event]);

	const node = await activeNode(client, workflow_id);
	const before = await client.getComputeNode({ params: { id: node } });
	const named = await client.updateComputeNode({
		params: { id: node },
		body: { ...before, hostname: text, scheduler: data },
	});
	expect(named.hostname).toBe(text);
	expect((await client.listComputeNodes({ query: { workflow_id, hostname: text } })).total_count).toBe(1);
	await client.deleteWorkflow({ params });
});

test("free JSON may hold what texts may not", async () => {
	const { id } = await client.createWorkflow({ body: { name: "w", user: "u" } });
	const data = { "\0": "\0", half: "\ud800", deep: JSON.parse("[".repeat(120) + "]".repeat(120)) };
	const record = await client.createUserData({ body: { workflow_id: id as number, name: "d", data } });
	const read = await client.getUserData({ params: { id: record.id as number } });
	expect(JSON.stringify(read.data)).toBe(JSON.stringify(data));
});
