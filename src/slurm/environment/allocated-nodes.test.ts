// What a runner counts on, from the variables Slurm sets (as Slurm 22.05 sets them).
import { expect, test } from "bun:test";
import { allocatedNodes } from "./allocated-nodes.ts";
import { allocationEnvironment } from "./allocation-environment.ts";

const MIB = 2 ** 20;
const OWN = 9_000 * MIB;
const ONE = {
	SLURM_JOB_ID: "7",
	SLURM_NODEID: "0",
	SLURM_TASK_PID: "1",
	SLURM_CPUS_ON_NODE: "4",
	SLURM_JOB_NUM_NODES: "1",
	SLURM_JOB_NODELIST: "n1",
	SLURM_JOB_CPUS_PER_NODE: "4",
	SLURMD_NODENAME: "n1",
};
const TWO = { ...ONE, SLURM_JOB_NUM_NODES: "2", SLURM_JOB_NODELIST: "n[1-2]", SLURM_JOB_CPUS_PER_NODE: "4,2" };
const node = (name: string, numCpus: number, mib: number, numGpus = 0) => ({
	name,
	numCpus,
	memoryBytes: mib * MIB,
	numGpus,
});

const CASES: readonly (readonly [string, Record<string, string>, boolean, object[]])[] = [
	["memory of the node", { ...ONE, SLURM_MEM_PER_NODE: "1500" }, false, [node("n1", 4, 1500)]],
	["memory of the CPUs", { ...ONE, SLURM_MEM_PER_CPU: "500" }, false, [node("n1", 4, 2000)]],
	["the same, put aside by the batch script", { ...ONE, TORC_MEM_PER_CPU: "500" }, false, [node("n1", 4, 2000)]],
	["no word of memory", { ...ONE, TORC_MEM_PER_CPU: "" }, false, [node("n1", 4, 9000)]],
	["all of the node's memory", { ...ONE, SLURM_MEM_PER_NODE: "0" }, false, [node("n1", 4, 9000)]],
	["GPUs", { ...ONE, SLURM_JOB_GPUS: "0-1", SLURM_MEM_PER_NODE: "10" }, false, [node("n1", 4, 10, 2)]],
	["two nodes that differ", { ...TWO, SLURM_MEM_PER_CPU: "100" }, false, [node("n1", 4, 400), node("n2", 2, 200)]],
	[
		"no word of this node's name: the first is meant",
		{ ...TWO, SLURMD_NODENAME: "", SLURM_MEM_PER_NODE: "8" },
		false,
		[node("n1", 4, 8), node("n2", 2, 8)],
	],
	["a worker has its node", { ...TWO, SLURM_MEM_PER_NODE: "1500" }, true, [node("n1", 4, 1500)]],
	[
		"a worker of tasks with CPUs",
		{ ...ONE, SLURM_CPUS_PER_TASK: "2", SLURM_MEM_PER_NODE: "8" },
		true,
		[node("n1", 2, 8)],
	],
	[
		"two workers on a node share its memory",
		{ ...ONE, SLURM_STEP_TASKS_PER_NODE: "2", SLURM_MEM_PER_NODE: "1500" },
		true,
		[node("n1", 4, 750)],
	],
	[
		"the batch process does not share with tasks",
		{ ...ONE, SLURM_CPUS_PER_TASK: "2", SLURM_NTASKS_PER_NODE: "2", SLURM_MEM_PER_NODE: "8" },
		false,
		[node("n1", 4, 8)],
	],
	[
		"a list of nodes that is not theirs",
		{ ...TWO, SLURM_JOB_NODELIST: "n1", SLURM_MEM_PER_NODE: "8" },
		false,
		[node("n1", 4, 8)],
	],
];
test("no word of any node", () => {
	const { SLURMD_NODENAME, SLURM_JOB_NODELIST, SLURM_JOB_CPUS_PER_NODE, ...env } = ONE;
	const [only, ...others] = allocatedNodes(allocationEnvironment(env), false, OWN);
	expect([only, others]).toEqual([{ name: null, numCpus: 4, memoryBytes: OWN, numGpus: 0 }, []]);
});
for (const [name, env, isWorker, nodes] of CASES) {
	test(name, () => expect(allocatedNodes(allocationEnvironment(env), isWorker, OWN)).toEqual(nodes as never));
}
