// Jobs that wait for each other in a circle, made through the interface: refused before anything is initialized.
import { expect, test } from "bun:test";
import { checkedServer } from "./checked-server.ts";

test("a circle through files is spelled out, changes nothing, and can be repaired", async () => {
	await using checked = await checkedServer();
	const { client, request } = checked;
	const workflow_id = (await client.createWorkflow({ body: { name: "w", user: "tester" } })).id as number;
	const file = async (name: string) =>
		(await client.createFile({ body: { workflow_id, name, path: `${name}.txt` } })).id as number;
	const [first, second] = [await file("first"), await file("second")];
	const job = async (name: string, reads: number[], writes: number[]) => {
		const body = { workflow_id, name, command: "true", input_file_ids: reads, output_file_ids: writes };
		return (await client.createJob({ body })).id as number;
	};
	await job("there", [first], [second]);
	const back = await job("back", [second], [first]);
	// Reading and writing the same file is no circle.
	await job("rewrites", [second], [second]);
	const response = await request("POST", `/workflows/${workflow_id}/initialize_jobs`);
	const { error } = (await response.json()) as { error: { message: string } };
	expect([response.status, error.message]).toEqual([
		422,
		expect.stringMatching(/^Circular dependency: '(there|back)' waits for '(there|back)' waits for '(there|back)'$/),
	]);
	const statuses = async () =>
		(await client.listJobs({ query: { workflow_id } })).items.map((each) => `${each.name} ${each.status}`);
	expect(await statuses()).toEqual(["there uninitialized", "back uninitialized", "rewrites uninitialized"]);
	const task = (await client.initializeJobs({ params: { id: workflow_id }, query: { async: true } })) as { id: number };
	let { status, error: reason } = await client.getTask({ params: { id: task.id } });
	while (status === "queued" || status === "running") {
		await Bun.sleep(5);
		({ status, error: reason } = await client.getTask({ params: { id: task.id } }));
	}
	expect([status, reason]).toEqual(["failed", expect.stringContaining("Circular dependency")]);
	await client.deleteJob({ params: { id: back } });
	await client.initializeJobs({ params: { id: workflow_id } });
	expect(await statuses()).toEqual(["there ready", "rewrites blocked"]);
});
