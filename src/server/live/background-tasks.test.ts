// Asynchronous initialize: tasks as clients see them.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheckedServer, checkedServer, readyWorkflow } from "../../../test/server/checked-server.ts";
import { openStore } from "../../store/open-store.ts";
import { startServer } from "../start-server.ts";

let checked: CheckedServer;
beforeEach(async () => {
	checked = await checkedServer();
});
afterEach(() => checked.server.close());

interface Task {
	readonly id: number;
	readonly status: string;
}

async function initializeLater(id: number, query = ""): Promise<{ status: number; body: Task & { error: Task } }> {
	const answer = await checked.request("POST", `/workflows/${id}/initialize_jobs?async=true${query}`);
	return { status: answer.status, body: (await answer.json()) as Task & { error: Task } };
}

async function taskEnded(taskId: number): Promise<Task & Record<string, unknown>> {
	for (;;) {
		const task = await checked.client.getTask({ params: { id: taskId } });
		if (task.status === "succeeded" || task.status === "failed") return task;
		await Bun.sleep(20);
	}
}

async function workflowWithJob(): Promise<number> {
	const { client } = checked;
	const { id } = await client.createWorkflow({ body: { name: "w", user: "u" } });
	await client.createJob({ body: { workflow_id: id as number, name: "j", command: "true" } });
	return id as number;
}

test("202 with the task queued; it stays active, then it has succeeded and its workflow is initialized", async () => {
	const { client } = checked;
	const id = await workflowWithJob();
	const before = Date.now();
	const { status, body } = await initializeLater(id);
	expect(status).toBe(202);
	expect(body).toEqual({
		id: 1,
		workflow_id: id,
		operation: "initialize_jobs",
		status: "queued",
		created_at_ms: expect.any(Number),
	} as never);
	const active = await client.getActiveTaskForWorkflow({ params: { id } });
	expect(active.task?.id).toBe(body.id);
	const task = await taskEnded(body.id);
	expect(task).toMatchObject({ status: "succeeded", started_at_ms: expect.any(Number) });
	expect((task.finished_at_ms as number) - before).toBeGreaterThanOrEqual(250);
	expect(await client.getActiveTaskForWorkflow({ params: { id } })).toEqual({ task: null });
	expect((await client.listJobs({ query: { workflow_id: id } })).items[0]?.status).toBe("ready");
});

test("the same request gets the same task, another one 409 with the task's id", async () => {
	const id = await workflowWithJob();
	const first = await initializeLater(id);
	expect((await initializeLater(id)).body.id).toBe(first.body.id);
	const other = await initializeLater(id, "&only_uninitialized=true");
	expect(other.status).toBe(409);
	expect(other.body.error).toMatchObject({
		error: "Conflict",
		message: expect.stringContaining("different parameters"),
		existing_task_id: first.body.id,
		existing_operation: "initialize_jobs",
	} as never);
	expect((await checked.request("POST", `/workflows/${id}/initialize_jobs?only_uninitialized=true`)).status).toBe(409);
});

test("a synchronous request for the same waits for the task instead of doing it twice", async () => {
	const { client } = checked;
	const id = await workflowWithJob();
	const { body } = await initializeLater(id);
	await client.initializeJobs({ params: { id } });
	expect((await client.getTask({ params: { id: body.id } })).status).toBe("succeeded");
});

test("the end of a task is told to listeners, a failed one with its reason", async () => {
	const { client } = checked;
	const id = await workflowWithJob();
	const events: string[] = [];
	const reading = (async () => {
		for await (const event of client.workflowEventsStream({ params: { id } })) {
			if (event.type !== "task_completed") continue;
			events.push(event.data);
			if (events.length === 2) return;
		}
	})();
	await taskEnded((await initializeLater(id)).body.id);
	const second = await initializeLater(id);
	await client.archiveWorkflow({ params: { id }, body: { is_archived: true } });
	expect(await taskEnded(second.body.id)).toMatchObject({
		status: "failed",
		error: expect.stringContaining("archived"),
	});
	await reading;
	const [good, bad] = events.map((text) => JSON.parse(text));
	expect(good).toMatchObject({
		severity: "info",
		data: { task_id: 1, operation: "initialize_jobs", status: "succeeded" },
	});
	expect(bad).toMatchObject({ severity: "error", data: { task_id: second.body.id, status: "failed" } });
});

test("errors come at once: an unknown workflow, an archived one, an unknown task", async () => {
	expect((await initializeLater(99)).status).toBe(404);
	const { id } = await readyWorkflow(checked.client, 0);
	await checked.client.archiveWorkflow({ params: { id }, body: { is_archived: true } });
	expect((await initializeLater(id)).status).toBe(422);
	expect((await checked.request("GET", "/tasks/99")).status).toBe(404);
	expect((await checked.request("GET", "/workflows/99/active_task")).status).toBe(404);
});

test("a task whose workflow is deleted goes with it", async () => {
	const id = await workflowWithJob();
	const { body } = await initializeLater(id);
	await checked.client.deleteWorkflow({ params: { id } });
	await Bun.sleep(300);
	expect((await checked.request("GET", `/tasks/${body.id}`)).status).toBe(404);
});

test("what was accepted is done before the server closes; what a dead server left is failed by the next", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-test-"));
	try {
		const databasePath = join(folder, "torc.db");
		const store = openStore({ path: databasePath });
		await store.write((tx) => {
			tx.db.exec(`INSERT INTO workflow (id, name, user, timestamp) VALUES (1, 'w', 'u', '2026-01-01T00:00:00Z')`);
			tx.db.exec(
				`INSERT INTO task (workflow_id, operation, parameters, status, created_at_ms) VALUES (1, 'initialize_jobs', '{}', 'running', 5)`,
			);
		});
		await store.close();
		const server = await startServer({ databasePath });
		const answer = async (path: string, method = "GET") =>
			(await server.fetch(new Request(server.url + path, { method }))).json();
		expect(await answer("/tasks/1")).toMatchObject({
			status: "failed",
			error: expect.stringContaining("server ended"),
		});
		expect(await answer("/workflows/1/active_task")).toEqual({ task: null });
		await answer("/workflows/1/initialize_jobs?async=true", "POST");
		await server.close();
		const after = openStore({ path: databasePath });
		expect(after.reader.get("SELECT status FROM task WHERE id = 2")).toEqual({ status: "succeeded" } as never);
		await after.close();
	} finally {
		rmSync(folder, { recursive: true });
	}
});
