// Every command for records, through the real program on a database of its own.
import { expect, setDefaultTimeout, test } from "bun:test";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

type Record_ = Readonly<Record<string, unknown>>;

/** A workflow of one job, made by hand. */
async function workflow(scratch: Scratch): Promise<(...args: string[]) => Promise<Record_>> {
	const own = (...args: string[]): Promise<Record_> => scratch.json<Record_>("-s", ...args);
	expect(await own("workflows", "new", "-n", "hand", "-d", "made by hand")).toMatchObject({ id: 1, user: "tester" });
	expect(await own("jobs", "create", "1", "-n", "a", "-c", "echo a")).toMatchObject({ id: 1, name: "a" });
	return own;
}

test("workflows", async () => {
	using scratch = new Scratch();
	const torc = await workflow(scratch);
	expect(await torc("workflows", "get", "hand")).toMatchObject({ id: 1, description: "made by hand" });
	const changes = ["--project", "p", "--metadata", '{"stage": 2}'];
	expect(await torc("workflows", "update", "1", ...changes)).toMatchObject({ project: "p", metadata: { stage: 2 } });
	expect(await torc("workflows", "is-complete", "1")).toMatchObject({ is_complete: false, is_canceled: false });
	expect(await torc("workflows", "list-actions", "1")).toEqual({ actions: [] });
	expect(await torc("workflows", "archive", "true", "1")).toEqual({
		status: "success",
		updated_workflows: [1],
		is_archived: true,
	});
	expect(await torc("workflows", "list")).toEqual({ items: [] });
	expect(await torc("workflows", "list", "--archived-only")).toMatchObject({ items: [{ id: 1 }] });
	await torc("workflows", "archive", "no", "1");
	expect(await torc("delete", "1")).toMatchObject([{ id: 1 }]);
	expect((await scratch.torc(["-s", "workflows", "list"])).stdout).toBe("No workflows found for this user\n");
});

test("jobs", async () => {
	using scratch = new Scratch();
	const torc = await workflow(scratch);
	await torc("jobs", "create", "1", "-n", "b", "-c", "echo b", "-b", "1");
	const related = await torc("jobs", "list", "1", "--include-relationships", "--sort-by", "id");
	expect(related).toMatchObject({ items: [{ id: 1 }, { id: 2, depends_on_job_ids: [1] }] });
	expect(await torc("jobs", "list", "1", "--limit", "1", "--offset", "1")).toMatchObject({ items: [{ id: 2 }] });
	expect(await torc("jobs", "update", "2", "--priority", "5", "--label", "x,y")).toMatchObject({
		priority: 5,
		labels: ["x", "y"],
	});
	expect(await torc("jobs", "get", "2")).toMatchObject({ name: "b", command: "echo b" });
	const some = await scratch.torc(["-s", "jobs", "delete", "1", "99"]);
	expect([some.exitCode, some.stderr.includes("99")]).toEqual([1, true]);
	expect(await torc("jobs", "delete", "2")).toMatchObject({ items: [{ id: 2 }] });
	const table = await scratch.torc(["-s", "jobs", "list", "1", "-x", "command", "-x", "nonsense"]);
	expect(table.stdout).not.toContain("Command");
	expect(table.stderr).toContain("no column 'nonsense'");
	expect((await scratch.torc(["-s", "jobs", "list", "1", "-s", "happy"])).exitCode).toBe(2);
});

test("files and user data", async () => {
	using scratch = new Scratch();
	const torc = await workflow(scratch);
	expect(await torc("files", "create", "1", "-n", "f", "-p", "f.txt")).toMatchObject({ id: 1, path: "f.txt" });
	expect(await torc("files", "update", "1", "-p", "g.txt")).toMatchObject({ name: "f", path: "g.txt" });
	await torc("jobs", "create", "1", "-n", "reader", "-c", "cat g.txt", "-i", "1");
	expect(await torc("files", "list-required-existing", "1")).toEqual({ files: ["g.txt"] });
	expect(await torc("files", "list", "1")).toMatchObject({ items: [{ id: 1, name: "f" }] });
	expect(await torc("files", "get", "1")).toMatchObject({ path: "g.txt" });

	const made = ["user-data", "create", "1", "-n", "u", "--consumer-job-id", "1"];
	expect(await torc(...made)).toMatchObject({ id: 1, name: "u" });
	expect(await torc("user-data", "list-missing", "1")).toEqual({ user_data: ["u"] });
	expect(await torc("user-data", "update", "1", "-d", "[1, 2]", "--ephemeral", "true")).toMatchObject({
		data: [1, 2],
		is_ephemeral: true,
	});
	expect(await torc("user-data", "get", "1")).toMatchObject({ name: "u", data: [1, 2] });
	expect(await torc("user-data", "list", "1", "--name", "u")).toMatchObject({ items: [{ id: 1 }] });
	const wrong = await scratch.torc(["-s", "user-data", "update", "1", "-d", "{x"]);
	expect([wrong.exitCode, wrong.stderr.includes("--data is not JSON")]).toEqual([1, true]);
	expect(await torc("user-data", "delete-all", "1")).toMatchObject({ deleted_count: 1 });
	expect(await torc("files", "delete", "1")).toMatchObject({ id: 1 });
});

test("requirements, events, results", async () => {
	using scratch = new Scratch();
	const torc = await workflow(scratch);
	const made = await torc("resource-requirements", "create", "1", "-n", "big", "--num-cpus", "4", "-m", "8g");
	expect(made).toMatchObject({ num_cpus: 4, memory: "8g", runtime: "PT1M" });
	const id = String(made.id);
	expect(await torc("resource-requirements", "update", id, "--runtime", "PT2H")).toMatchObject({ runtime: "PT2H" });
	await torc("jobs", "update", "1", "--resource-requirements-id", id, "--runtime", "PT3H");
	expect(await torc("resource-requirements", "get", id)).toMatchObject({ runtime: "PT3H", num_cpus: 4 });
	expect(await torc("resource-requirements", "list", "1")).toMatchObject({ items: expect.any(Array) });

	expect(await torc("events", "create", "1", "-d", '{"category": "note"}')).toMatchObject({
		data: { category: "note" },
	});
	expect(await torc("events", "list", "1", "-t", "note")).toMatchObject({ items: [{ data: { category: "note" } }] });
	const latest = await torc("events", "get-latest-event", "1");
	expect(latest).toMatchObject({ data: { category: "note" }, timestamp_formatted: expect.stringContaining("T") });
	await torc("events", "delete", String(latest.id));
	expect(await torc("events", "list", "1", "-t", "note")).toEqual({ items: [] });

	const large = await scratch.torc(["-s", "run", "1", "--num-cpus", "2"]);
	expect([large.exitCode, large.stderr.includes("needs 4 CPUs, the machine has 2")]).toEqual([1, true]);
	await torc("resource-requirements", "update", id, "--num-cpus", "1", "--memory", "1m");
	expect((await scratch.torc(["-s", "run", "1"])).stderr).toContain("1 completed");
	expect(await torc("results", "list", "1")).toMatchObject({ items: [{ job_name: "a", return_code: 0 }] });
	expect(await torc("results", "list", "1", "--failed")).toEqual({ items: [] });
	const logs = await torc("results", "list", "1", "--include-logs");
	expect(logs).toMatchObject({ total_results: 1, items: [{ job_stdout: "torc_output/job_stdio/job_wf1_j1_r1_a1.o" }] });
	expect(await torc("reports", "results", "1")).toEqual(logs);
	expect(await torc("compute-nodes", "list", "1")).toMatchObject({ items: [{ compute_node_type: "local" }] });
	expect(await torc("compute-nodes", "get", "1")).toMatchObject({ id: 1 });
	const csv = await scratch.torc(["-s", "-f", "csv", "results", "list", "1"]);
	expect(csv.stdout.split("\r\n")[0]).toBe(
		"ID,Job ID,Job Name,Return Code,Exec Time,Peak Mem,Peak CPU %,Completion Time,Status",
	);
	expect(await torc("results", "get", "1")).toMatchObject({ id: 1, status: "completed" });
	expect(await torc("results", "delete", "1")).toMatchObject({ id: 1 });
});

test("a list that shows only so many by itself tells of the rest", async () => {
	using scratch = new Scratch();
	const user_data = [{ name: "u_{i}", parameters: { i: "1:51" } }];
	const spec = JSON.stringify({ name: "many", jobs: [{ name: "a", command: "true" }], user_data });
	expect((await scratch.torc(["-s", "create", "-"], { input: spec })).exitCode).toBe(0);
	const list = (...args: string[]) => scratch.torc(["-s", "-f", "csv", "user-data", "list", "many", ...args]);
	const few = await list();
	expect(few.stdout.split("\n")).toHaveLength(50 + 2);
	expect(few.stderr).toContain("Warning: only 50 of 51 are shown; --limit 51 shows all\n");
	const all = await list("--limit", "51");
	expect(all.stdout.split("\n")).toHaveLength(51 + 2);
	expect(all.stderr).not.toContain("shown");
	expect((await list("--limit", "2")).stderr).not.toContain("shown");
});
