// What Slurm tells a process of its allocation by environment variables (4-runner §1, §7). Pure.
import { TorcError } from "../../core/errors.ts";
import { assignedGpus } from "./assigned-gpus.ts";
import { expandCounts, expandHosts } from "./host-list.ts";

export interface AllocationEnvironment {
	readonly slurmJobId: string;
	/** Position of this node in the allocation; 0 is the head. */
	readonly nodeIndex: number;
	readonly taskPid: number;
	readonly cpusOnNode: number;
	/** CPUs of one task where the user limited them. */
	readonly cpusPerTask: number | null;
	readonly nodeName: string | null;
	readonly partition: string | null;
	/** Names and CPUs of all nodes, this allocation's head first; empty where Slurm's words about them are missing or contradict each other. */
	readonly nodes: readonly { readonly name: string; readonly numCpus: number }[];
	/** MiB on each node; null when Slurm says nothing of it. */
	readonly memoryMb: number | null;
	/** MiB for each CPU; null when Slurm says nothing of it. */
	readonly memoryPerCpuMb: number | null;
	/** Workers of this step on each node. */
	readonly workersPerNode: number;
	/** Epoch milliseconds; only newer Slurm says it. */
	readonly endTime: number | null;
	/** How often Slurm has requeued this allocation. */
	readonly restarts: number;
	/** On this node. */
	readonly numGpus: number;
}

type Env = Readonly<Record<string, string | undefined>>;

const REQUIRED = ["SLURM_JOB_ID", "SLURM_NODEID", "SLURM_TASK_PID", "SLURM_CPUS_ON_NODE", "SLURM_JOB_NUM_NODES"];

/** Errors: `environment` when this is no allocation. */
export function allocationEnvironment(env: Env): AllocationEnvironment {
	const missing = REQUIRED.filter((name) => !env[name]);
	if (missing.length > 0) {
		throw new TorcError(
			"environment",
			`torc-slurm-job-runner must run inside a Slurm allocation: ${missing.join(", ")} not set`,
			{
				hint: "Submit the workflow with 'torc submit'; on this machine run it with 'torc run'.",
			},
		);
	}
	const number = (name: string): number | null => {
		const value = Number.parseInt(env[name] ?? "", 10);
		return Number.isNaN(value) ? null : value;
	};
	const end = number("SLURM_JOB_END_TIME");
	const cpusOnNode = number("SLURM_CPUS_ON_NODE") ?? 1;
	const numNodes = number("SLURM_JOB_NUM_NODES") ?? 1;
	const nodes = nodesOf(env, numNodes, cpusOnNode);
	return {
		slurmJobId: env.SLURM_JOB_ID as string,
		nodeIndex: number("SLURM_NODEID") ?? 0,
		taskPid: number("SLURM_TASK_PID") ?? 0,
		cpusOnNode,
		cpusPerTask: number("SLURM_CPUS_PER_TASK"),
		nodes,
		nodeName: env.SLURMD_NODENAME || (nodes[number("SLURM_NODEID") ?? 0]?.name ?? null),
		partition: env.SLURM_JOB_PARTITION ?? null,
		memoryMb: number("SLURM_MEM_PER_NODE"),
		memoryPerCpuMb: number("SLURM_MEM_PER_CPU") ?? number("TORC_MEM_PER_CPU"),
		workersPerNode: Math.max(1, expandCounts(env.SLURM_STEP_TASKS_PER_NODE ?? "")[0] ?? 1),
		endTime: end === null ? null : end * 1000,
		restarts: number("SLURM_RESTART_COUNT") ?? 0,
		numGpus: assignedGpus(env)?.length ?? 0,
	};
}

function nodesOf(env: Env, numNodes: number, cpusOnNode: number): AllocationEnvironment["nodes"] {
	const names = expandHosts(env.SLURM_JOB_NODELIST ?? env.SLURM_NODELIST ?? "");
	const cpus = expandCounts(env.SLURM_JOB_CPUS_PER_NODE ?? "");
	if (names.length !== numNodes) return [];
	return names.map((name, place) => ({ name, numCpus: cpus[place] ?? cpusOnNode }));
}
