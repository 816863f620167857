// RO-Crate entities and remote workers through the client.
import { afterAll, expect, test } from "bun:test";
import { checkedServer } from "../../../test/server/checked-server.ts";

const { server, client, request } = await checkedServer();
afterAll(() => server.close());
const { id: workflowId } = (await client.createWorkflow({ body: { name: "w", user: "u" } })) as { id: number };
const entity = (entity_id: string, more = {}) => ({
	workflow_id: workflowId,
	entity_id,
	entity_type: "File",
	metadata: { "@id": entity_id, nothing: null },
	...more,
});

test("RO-Crate entities", async () => {
	const file = (await client.createFile({ body: { workflow_id: workflowId, name: "f", path: "f" } })).id as number;
	const first = await client.createRoCrateEntity({ body: entity("a.txt", { file_id: file }) });
	const id = first.id as number;
	expect(first).toEqual({ id, ...entity("a.txt", { file_id: file }) });
	const second = (await client.createRoCrateEntity({ body: entity("b.txt") })).id as number;
	expect(await client.getRoCrateEntity({ params: { id } })).toEqual(first);

	const again = client.createRoCrateEntity({ body: entity("a.txt") });
	await expect(again).rejects.toThrow("RO-Crate entity already exists for this workflow/entity_id link");
	const sameFile = client.updateRoCrateEntity({ params: { id: second }, body: entity("b.txt", { file_id: file }) });
	await expect(sameFile).rejects.toThrow("RO-Crate entity already exists for this workflow/file link");
	const foreign = client.createRoCrateEntity({ body: entity("c.txt", { file_id: 999 }) });
	await expect(foreign).rejects.toThrow("file_id: 999 is not a record of workflow");

	const renamed = { ...entity("renamed"), entity_type: "Dataset" };
	expect(await client.updateRoCrateEntity({ params: { id }, body: renamed })).toMatchObject({
		entity_id: "renamed",
		entity_type: "Dataset",
		file_id: file,
	});
	const unlinked = await client.updateRoCrateEntity({ params: { id }, body: { ...renamed, file_id: 0 } });
	expect(unlinked.file_id).toBeUndefined();
	await client.updateRoCrateEntity({ params: { id: second }, body: entity("b.txt", { file_id: file }) });

	const list = async (query: object) =>
		(await client.listRoCrateEntities({ params: { id: workflowId }, query })).items.map((item) => item.entity_id);
	expect(await list({ sort_by: "entity_id", reverse_sort: true })).toEqual(["renamed", "b.txt"]);
	expect(await list({ file_id: file })).toEqual(["b.txt"]);
	expect(await list({ entity_id: "renamed" })).toEqual(["renamed"]);
	expect(await list({ offset: 1, limit: 1 })).toEqual(["b.txt"]);

	expect(await client.deleteRoCrateEntity({ params: { id } })).toEqual({ message: `Deleted RO-Crate entity ${id}` });
	await expect(client.getRoCrateEntity({ params: { id } })).rejects.toThrow(`RoCrateEntity not found with ID: ${id}`);
	const deletion = await client.deleteRoCrateEntities({ params: { id: workflowId } });
	expect(deletion).toEqual({ count: 1, deleted_count: 1, message: "Deleted 1 records" });
	expect((await request("GET", "/workflows/999/ro_crate_entities")).status).toBe(404);
});

test("remote workers", async () => {
	const params = { id: workflowId };
	const added = await client.createRemoteWorkers({ params, body: ["ada@host:22", "b c/d", "ada@host:22"] });
	expect(added.map(({ worker }) => worker)).toEqual(["ada@host:22", "b c/d"]);
	await client.createRemoteWorkers({ params, body: ["ada@host:22"] });
	expect(await client.listRemoteWorkers({ params })).toEqual([
		{ worker: "ada@host:22", workflow_id: workflowId },
		{ worker: "b c/d", workflow_id: workflowId },
	]);
	const removed = await client.deleteRemoteWorker({ params: { ...params, worker: "b c/d" } });
	expect(removed).toEqual({ worker: "b c/d", workflow_id: workflowId });
	const unknown = client.deleteRemoteWorker({ params: { ...params, worker: "b c/d" } });
	await expect(unknown).rejects.toMatchObject({ kind: "not_found" });
	await expect(client.createRemoteWorkers({ params, body: [" "] })).rejects.toMatchObject({ kind: "invalid" });
	await expect(client.createRemoteWorkers({ params: { id: 999 }, body: ["x"] })).rejects.toMatchObject({
		kind: "not_found",
	});
});
