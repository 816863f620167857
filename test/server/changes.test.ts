// The change log: who changed what, from where, and how much; and what is not in it.
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "../../src/client/call.ts";
import { isKeptChange } from "../../src/contract/changes.ts";
import { operations } from "../../src/contract/operations.ts";
import { until } from "../until.ts";
import { checkedServer } from "./checked-server.ts";
import { serverWithUsers } from "./server-with-users.ts";

interface Entry {
	readonly user_name: string;
	readonly operation: string;
	readonly target: string;
	readonly workflow_id?: number;
	readonly rows_changed: number;
	readonly is_authenticated: boolean;
	readonly client_address?: string;
}

test("who, what, from where, how many rows; newest first", async () => {
	await using users = await serverWithUsers(["ada", "boss"], { adminUsers: ["boss"] });
	const { id } = await users.json<{ id: number }>("ada", "POST", "/workflows", { name: "w", user: "ada" });
	const jobs = ["a", "b"].map((name) => ({ name, command: "true", workflow_id: id }));
	const created = await users.json<{ jobs: { id: number }[] }>("ada", "POST", "/bulk_jobs", { jobs });
	await users.json("ada", "PUT", `/jobs/${created.jobs[0]?.id}`, { name: "a", command: "false", workflow_id: id });
	await users.json("boss", "DELETE", `/workflows/${id}`);
	const { items } = await users.json<{ items: Entry[] }>("boss", "GET", "/admin/changes");
	const base = "/torc-service/v1";
	expect(items.map((entry) => [entry.user_name, entry.operation, entry.target, entry.workflow_id])).toEqual([
		["boss", "delete_workflow", `${base}/workflows/${id}`, id],
		["ada", "update_job", `${base}/jobs/${created.jobs[0]?.id}`, id],
		["ada", "create_jobs", `${base}/bulk_jobs`, id],
		["ada", "create_workflow", `${base}/workflows`, id],
	]);
	expect(items.every((entry) => entry.is_authenticated && entry.client_address === "127.0.0.1")).toBe(true);
	// The workflow went with its jobs.
	expect(items[0]?.rows_changed).toBeGreaterThan(2);
	expect(items[1]?.rows_changed).toBeGreaterThan(0);
	const of = (query: string) => users.json<{ total_count: number }>("boss", "GET", `/admin/changes?${query}`);
	expect((await of(`workflow_id=${id}&user_name=ada`)).total_count).toBe(3);
	expect((await of("operation=delete_workflow")).total_count).toBe(1);
	expect((await of("user_name=eve")).total_count).toBe(0);
	// Administrators' lists take what is out of range as the nearest that is in it (3-rest-api §1).
	expect(await of("limit=1000000&offset=-1")).toMatchObject({ total_count: 4, count: 4, max_limit: 100_000 });
	expect((await users.ask("ada", "GET", "/admin/changes")).status).toBe(403);
});

test("what failed, changed nothing or was a trial is not kept; a name that was not proven is told as such", async () => {
	await using checked = await checkedServer();
	const { client } = checked;
	const id = (await client.createWorkflow({ body: { name: "w", user: "tester" } })).id as number;
	expect((await checked.request("POST", "/jobs", { name: "j", command: "", workflow_id: 99 })).status).toBe(404);
	await client.processChangedJobInputs({ params: { id }, query: { dry_run: true } });
	await client.deleteFiles({ query: { workflow_id: id } });
	await client.adminSql({
		body: { sql: "UPDATE workflow SET name = 'x'", write: true, dry_run: true, allow_full_table: true },
	});
	const { items } = await client.listChanges();
	expect(items).toMatchObject([{ operation: "create_workflow", user_name: "tester", is_authenticated: false }]);
});

test("a request of several commands, or one that goes on in the background, has one entry", async () => {
	await using checked = await checkedServer();
	const { client } = checked;
	const id = (await client.createWorkflow({ body: { name: "w", user: "tester" } })).id as number;
	const jobs = Array.from({ length: 50 }, (_, index) => ({ name: `j${index}`, command: "true", workflow_id: id }));
	await client.createJobs({ body: { jobs } });
	const task = await client.initializeJobs({ params: { id }, query: { async: true } });
	await endOf(client, (task as { readonly id: number }).id);
	const { items } = await client.listChanges({ query: { operation: "initialize_jobs" } });
	expect(items).toHaveLength(1);
	expect(items[0]?.rows_changed).toBeGreaterThanOrEqual(50);
});

test("what others get because of a change is not counted as its own", async () => {
	const rowsOf = async (waiting: boolean): Promise<number | undefined> => {
		await using checked = await checkedServer();
		const { client } = checked;
		const workflow_id = (await client.createWorkflow({ body: { name: "w", user: "tester" } })).id as number;
		const jobs = Array.from({ length: 20 }, (_, index) => ({ name: `j${index}`, command: "true", workflow_id }));
		await client.createJobs({ body: { jobs } });
		const claim = { params: { id: workflow_id }, query: { limit: 20, wait_seconds: 10 } };
		const claimed = waiting ? client.claimNextJobs(claim) : null;
		if (waiting) await Bun.sleep(20);
		await client.initializeJobs({ params: { id: workflow_id } });
		if (claimed) expect((await claimed).jobs).toHaveLength(20);
		return (await client.listChanges({ query: { operation: "initialize_jobs" } })).items[0]?.rows_changed;
	};
	expect(await rowsOf(true)).toBe(await rowsOf(false));
});

test("administrators can read the log by SQL, and not change it", async () => {
	await using checked = await checkedServer();
	await checked.client.createWorkflow({ body: { name: "w", user: "tester" } });
	const sql = "DELETE FROM change_log WHERE id > 0";
	expect((await checked.request("POST", "/admin/sql", { sql, write: true })).status).toBe(422);
	const read = await checked.client.adminSql({ body: { sql: "SELECT operation FROM change_log" } });
	expect(read.items).toEqual([{ operation: "create_workflow" }]);
});

test("entries are forgotten after so many days; with 0 none are made", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-changes-"));
	try {
		const databasePath = join(folder, "torc.db");
		const entries = async (changeLogDays: number): Promise<number> => {
			await using checked = await checkedServer({ databasePath, changeLogDays });
			await checked.client.createWorkflow({ body: { name: "w", user: "tester" } });
			return (await checked.client.listChanges()).total_count;
		};
		expect(await entries(1)).toBe(1);
		expect(await entries(1)).toBe(2);
		expect(await entries(0)).toBe(0);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("the operations that are kept change something, and are not the work of runners", () => {
	const kept = Object.values(operations).filter(isKeptChange);
	expect(kept.some(({ method }) => (method as string) === "GET")).toBe(false);
	const ids = kept.map(({ id }) => id as string);
	expect(ids).toContain("cancel_workflow");
	expect(ids).not.toContain("sync_compute_node");
	const all = Object.values(operations).filter(({ method }) => (method as string) !== "GET");
	expect(all.length - kept.length).toBe(20);
});

async function endOf(client: Client, taskId: number): Promise<void> {
	await until(async () => !["queued", "running"].includes((await client.getTask({ params: { id: taskId } })).status));
}
