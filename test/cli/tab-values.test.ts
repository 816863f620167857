// What Tab offers of many workflows and jobs: those that begin as typed, however many newer ones there are.
import { afterAll, expect, test } from "bun:test";
import { jobValues, workflowValues } from "../../src/cli/completion/server-values.ts";
import { checkedServer } from "../server/checked-server.ts";

const MANY = 300;

const { server, client } = await checkedServer();
afterAll(() => server.close());

const create = (name: string) => client.createWorkflow({ body: { name, user: "tester" } });
const oldest = (await create("wind")).id as number;
for (let at = 1; at < MANY; at++) await create(`rain${at}`);
const jobs = Array.from({ length: MANY }, (_, at) => ({
	workflow_id: oldest,
	name: `turbine${at + 1}`,
	command: "true",
}));
await client.createJobs({ body: { jobs } });

const values = (found: readonly { value: string }[]): string[] => found.map(({ value }) => value);

test("an old workflow by the first letters of its name, or the first digits of its id", async () => {
	expect(values(await workflowValues(client, "tester", "wi"))).toEqual(["wind"]);
	expect(values(await workflowValues(client, "tester", "1"))).toContain("1");
});

test("a job late in an old workflow", async () => {
	expect(values(await jobValues(client, "tester", { workflow: "wind", typed: "turbine30" }))).toEqual([
		"turbine30",
		"turbine300",
	]);
	expect(values(await jobValues(client, "tester", { workflow: "wind", typed: "30" }))).toEqual(["30", "300"]);
});

test("with nothing typed, the newest that a terminal has room for", async () => {
	const offered = values(await workflowValues(client, "tester", ""));
	expect(offered).toHaveLength(200);
	expect(offered[0]).toBe(String(MANY));
});
