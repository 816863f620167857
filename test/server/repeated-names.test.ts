// Jobs of one name are accepted, as existing clients expect; the server's log says so.
import { expect, test } from "bun:test";
import { checkedServer } from "./checked-server.ts";

test("a job name that the workflow has already is accepted and said in the log", async () => {
	const said: string[] = [];
	await using running = await checkedServer({ log: (message) => void said.push(message) });
	const { client } = running;
	const { id } = await client.createWorkflow({ body: { name: "w", user: "tester" } });
	const job = (name: string) => ({ workflow_id: id as number, name, command: "true" });
	await client.createJob({ body: job("a") });
	await client.createJobs({ body: { jobs: [job("b"), job("c")] } });
	const other = await client.createWorkflow({ body: { name: "other", user: "tester" } });
	await client.createJob({ body: { ...job("a"), workflow_id: other.id as number } });
	const warnings = (): string[] => said.filter((line) => line.startsWith("warning"));
	expect(warnings()).toEqual([]);

	const repeated = await client.createJob({ body: job("a") });
	expect(repeated.name).toBe("a");
	expect(warnings()).toEqual([expect.stringContaining(`workflow ${id} has several jobs named "a"`)]);
	await client.createJobs({ body: { jobs: [job("b"), job("d"), job("c")] } });
	expect(warnings()).toHaveLength(2);
	expect(warnings()[1]).toContain('named "b", "c"');
	expect((await client.listJobs({ query: { workflow_id: id as number } })).total_count).toBe(7);
});
