// Every list: paging with its limits, sorting, and what it says about itself.
import { afterAll, expect, test } from "bun:test";
import { operations } from "../../src/contract/operations.ts";
import type { RouteDeclaration } from "../../src/contract/route.ts";
import { checkedServer } from "./checked-server.ts";

const { server, client, request } = await checkedServer();
afterAll(() => server.close());

/** Three of everything that a list shows. */
const workflows = [1, 2, 3].map((n) => ({ name: `w${n}`, user: "u" }));
for (const body of workflows) await client.createWorkflow({ body });
const workflow_id = 1;
const names = ["b", "c", "a"];
for (const name of names) {
	await client.createFile({ body: { workflow_id, name, path: name } });
	await client.createUserData({ body: { workflow_id, name } });
	await client.createResourceRequirements({ body: { workflow_id, name } });
	await client.createLocalScheduler({ body: { workflow_id, name } });
	await client.createSlurmScheduler({ body: { workflow_id, name, account: name, nodes: 1, walltime: "1" } });
	await client.createFailureHandler({ body: { workflow_id, name, rules: "[]" } });
	await client.createRoCrateEntity({ body: { workflow_id, entity_id: name, entity_type: "File", metadata: {} } });
	await client.createEvent({ body: { workflow_id, timestamp: 0, data: name } });
}
const { items: files } = await client.listFiles({ query: { workflow_id } });
const { items: data } = await client.listUserData({ query: { workflow_id } });
const jobs: number[] = [];
for (const [index, name] of names.entries()) {
	const job = await client.createJob({
		body: {
			workflow_id,
			name,
			command: name,
			depends_on_job_ids: jobs,
			output_file_ids: [files[index]?.id as number],
			output_user_data_ids: [data[index]?.id as number],
		},
	});
	jobs.push(job.id as number);
}
for (const [index, name] of names.entries()) {
	const node = { workflow_id, hostname: name, pid: index, start_time: "2026-01-01T00:00:00Z", is_active: false };
	const size = { num_cpus: 1, memory_gb: 1, num_gpus: 0, num_nodes: 1, compute_node_type: "slurm" };
	const scheduled = { workflow_id, scheduler_id: 100 + index, scheduler_config_id: 1, status: "complete" };
	const { id } = await client.createScheduledComputeNode({ body: { ...scheduled, scheduler_type: "slurm" } });
	const { id: nodeId } = await client.createComputeNode({
		body: { ...node, ...size, scheduler: { scheduler_id: id } },
	});
	const job_id = jobs[index] as number;
	await client.createSlurmStats({ body: { workflow_id, job_id, run_id: 1, attempt_id: 1 } });
	const result = { workflow_id, job_id, run_id: 0, compute_node_id: nodeId as number, return_code: 0 };
	const end = { status: "completed" as const, exec_time_minutes: 1, completion_time: "2026-01-01T00:00:00Z" };
	await client.createResult({ body: { ...result, ...end } });
	await client.manageStatusChange({ params: { id: job_id, status: "running", run_id: 0 } });
}

/** Lists of what belongs to users and to the server are elsewhere. */
const LISTS = Object.values(operations as Record<string, RouteDeclaration>).filter(
	({ method, path, query }) => method === "GET" && query && "limit" in query && !/access_groups|users|admin/.test(path),
);
/** These take what is out of range as the nearest that is in it (3-rest-api §1). */
const CLAMPING = /relationships|dependencies|failure_handlers|slurm_stats/;
/** Rows that cannot be made through the interface alone. */
const EMPTY = /checkpoints/;

interface Page {
	readonly items: readonly unknown[];
	readonly count: number;
	readonly offset: number;
	readonly total_count: number;
	readonly max_limit: number;
	readonly has_more: boolean;
	readonly sort_by_ignored?: boolean;
}

for (const list of LISTS) {
	const needsWorkflow = list.query !== undefined && "workflow_id" in list.query;
	const read = async (query: string): Promise<{ status: number; page: Page }> => {
		const path = list.path.replace("{id}", "1");
		const answer = await request("GET", `${path}?${needsWorkflow ? "workflow_id=1&" : ""}all_runs=true&${query}`);
		return { status: answer.status, page: (await answer.json()) as Page };
	};
	test(list.id, async () => {
		const { page: all } = await read("");
		expect(all).toMatchObject({ offset: 0, max_limit: 100_000, count: all.items.length, has_more: false });
		if (!EMPTY.test(list.path)) expect(all.total_count).toBeGreaterThanOrEqual(3);
		const { page: second } = await read("offset=1&limit=1");
		expect(second).toMatchObject({ items: all.items.slice(1, 2), offset: 1, has_more: all.total_count > 2 });
		expect(second.total_count).toBe(all.total_count);
		expect((await read("limit=0")).page.items).toEqual([]);
		expect((await read("offset=1000")).page).toMatchObject({ items: [], count: 0, has_more: false });
		for (const wrong of ["limit=-1", "offset=-1", "limit=100001"]) {
			const { status, page } = await read(wrong);
			expect({ wrong, status }).toEqual({ wrong, status: CLAMPING.test(list.path) ? 200 : 422 });
			if (status === 200) expect(page.total_count).toBe(all.total_count);
		}
		for (const wrong of ["limit=x", "offset=1.5", "limit=99999999999999999999"]) {
			expect({ wrong, status: (await read(wrong)).status }).toEqual({ wrong, status: 400 });
		}
		if (!("sort_by" in (list.query ?? {}))) return;
		expect((await read("sort_by=nothing")).page).toMatchObject({ items: all.items, sort_by_ignored: true });
		expect((await read("reverse_sort=true")).page.items).toEqual([...all.items].reverse());
		expect((await read("reverse_sort=yes")).status).toBe(400);
		expect((await read("sort_by=id")).page.sort_by_ignored).toBeUndefined();
	});
}

test.each([
	["/files", "name"],
	["/user_data", "name"],
	["/jobs", "name"],
	["/jobs", "command"],
	["/resource_requirements", "name"],
	["/local_schedulers", "name"],
	["/slurm_schedulers", "account"],
	["/compute_nodes", "hostname"],
])("%s sorts by %s", async (path, column) => {
	const answer = await request("GET", `${path}?workflow_id=1&sort_by=${column}`);
	const { items } = (await answer.json()) as { items: Record<string, string>[] };
	const values = items.map((item) => item[column] as string).filter((value) => value !== "default");
	expect(values).toEqual(["a", "b", "c"]);
});

test.each([
	["/files?name=a", 1],
	["/files?name=A", 0],
	["/files?path=b", 1],
	["/user_data?name=%25", 0],
	["/jobs?name=A", 1],
	["/jobs?command=_", 0],
	["/jobs?status=running", 3],
	["/jobs?upstream_job_id=1", 2],
	["/jobs?origin_is_set=true", 0],
	["/slurm_schedulers?account=b&nodes=1", 1],
	["/slurm_schedulers?nodes=2", 0],
	["/compute_nodes?hostname=c&is_active=false", 1],
	["/compute_nodes?scheduled_compute_node_id=2", 1],
	["/scheduled_compute_nodes?scheduler_id=101&status=complete", 1],
	["/results?job_id=2&return_code=0&status=completed&compute_node_id=2", 1],
	["/slurm_stats?job_id=1&run_id=1&attempt_id=1", 1],
	["/events?category=nothing", 0],
	["/resource_requirements?num_cpus=1&name=b", 1],
])("%s finds %i", async (path, count) => {
	const [base, query] = path.split("?");
	const answer = await request("GET", `${base}?workflow_id=1&${query}`);
	expect({ path, ...((await answer.json()) as object) }).toMatchObject({ path, total_count: count });
});
