// Claims: for several nodes, no job is given that would have to wait for a node; what an order leaves equal goes by id.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { activeNode, type CheckedServer, checkedServer } from "../../../../test/server/checked-server.ts";
import { draftOf } from "../../../../test/server/small-draft.ts";
import { createFromDraft } from "../../../client/create-from-draft.ts";

let checked: CheckedServer;
beforeEach(async () => {
	checked = await checkedServer();
});
afterEach(() => checked.server.close());

const GIB = 2 ** 30;
const room = (num_cpus: number, change: object = {}) => ({
	num_cpus,
	memory_bytes: 8 * GIB,
	num_gpus: 0,
	is_idle: true,
	takes_single_jobs: true,
	...change,
});

/** `jobs`: name → CPUs and nodes. Answers the names given, in order. */
async function given(
	jobs: Readonly<Record<string, readonly [cpus: number, nodes: number]>>,
	nodes: readonly ReturnType<typeof room>[],
): Promise<string[]> {
	const { client } = checked;
	const draft = draftOf(Object.keys(jobs));
	const needs = Object.entries(jobs).map(([name, [num_cpus, num_nodes]], place) => {
		Object.assign(draft.jobs[place] as object, { resource_requirements: place });
		return { name, num_cpus, num_nodes, num_gpus: 0, memory: "1g", runtime: "PT1M" };
	});
	const { workflow_id: id } = await createFromDraft(client, { ...draft, resourceRequirements: needs });
	await client.initializeJobs({ params: { id } });
	const node = await activeNode(client, id);
	const { jobs: claimed } = await client.syncComputeNode({
		params: { id, compute_node_id: node },
		body: {
			run_id: (await client.getWorkflow({ params: { id } })).run_id as number,
			started: [],
			finished: [],
			holding: [],
			labels: [],
			wait_seconds: 0,
			offer: {
				mode: "resources",
				limit: 100,
				num_cpus: Math.max(...nodes.map((each) => each.num_cpus)),
				memory_bytes: 8 * GIB,
				num_gpus: 0,
				num_nodes: Math.max(1, nodes.filter((each) => each.is_idle).length),
				nodes: [...nodes],
			},
		},
	});
	return claimed.map((job) => job.name);
}

test("two nodes of 4 CPUs take two jobs of 3, not the pool's third of 2", async () => {
	expect(await given({ a: [3, 1], b: [3, 1], c: [2, 1] }, [room(4), room(4)])).toEqual(["a", "b"]);
});

test("a job of two nodes takes both; what is smaller waits", async () => {
	expect(await given({ mpi: [4, 2], small: [1, 1] }, [room(4), room(4)])).toEqual(["mpi"]);
});

test("a job of two nodes does not fit beside one that runs", async () => {
	expect(await given({ mpi: [2, 2], small: [1, 1] }, [room(3, { is_idle: false }), room(4)])).toEqual(["small"]);
});

test("nodes that only jobs of several nodes reach", async () => {
	const nodes = [room(2), room(2, { takes_single_jobs: false })];
	expect(await given({ a: [1, 1], b: [1, 1], c: [1, 1] }, nodes)).toEqual(["a", "b"]);
	expect(await given({ mpi: [2, 2], c: [1, 1] }, nodes)).toEqual(["mpi"]);
});

test.each([
	["none", ["c", "b", "a", "cpus"]],
	["gpus_runtime_memory", ["a", "cpus", "c", "b"]],
	["gpus_memory_runtime", ["a", "cpus", "b", "c"]],
] as const)("sorted by %s, equals go by id", async (sort_method, order) => {
	const { client } = checked;
	const workflow_id = (await client.createWorkflow({ body: { name: "w", user: "u" } })).id as number;
	const size = { num_cpus: 1, num_gpus: 0, num_nodes: 1, memory: "1g", runtime: "PT1M" };
	const ids = new Map<string, number>();
	// Made in another order than the jobs: a tie must not go by requirements.
	for (const [name, more] of Object.entries({
		cpus: { num_gpus: 1, num_cpus: 2 },
		a: { num_gpus: 1 },
		b: { memory: "9g" },
		c: { runtime: "PT1H" },
	})) {
		const { id } = await client.createResourceRequirements({ body: { workflow_id, name, ...size, ...more } });
		ids.set(name, id as number);
	}
	for (const name of ["c", "b", "a", "cpus"]) {
		const body = { workflow_id, name, command: name, resource_requirements_id: ids.get(name) as number };
		await client.createJob({ body });
	}
	await client.initializeJobs({ params: { id: workflow_id } });
	const body = { num_cpus: 9, memory_gb: 99, num_gpus: 9, num_nodes: 1 };
	const take = (limit: number) =>
		client.claimJobsBasedOnResources({ params: { id: workflow_id, limit }, query: { sort_method }, body });
	const first = await take(1);
	const rest = await take(9);
	expect([...(first.jobs ?? []), ...(rest.jobs ?? [])].map((job) => job.name)).toEqual([...order]);
});
