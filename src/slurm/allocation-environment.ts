// What Slurm tells a process of its allocation by environment variables (4-runner §1, §7). Pure.
import { TorcError } from "../core/errors.ts";

export interface AllocationEnvironment {
	readonly slurmJobId: string;
	/** Position of this node in the allocation; 0 is the head. */
	readonly nodeIndex: number;
	readonly taskPid: number;
	readonly cpusOnNode: number;
	/** CPUs of one task where the user limited them. */
	readonly cpusPerTask: number | null;
	readonly numNodes: number;
	readonly nodeName: string | null;
	/** MiB; null when the allocation has no limit. */
	readonly memoryMb: number | null;
	readonly tasksPerNode: number;
	/** Epoch milliseconds; only newer Slurm says it. */
	readonly endTime: number | null;
	/** How often Slurm has requeued this allocation. */
	readonly restarts: number;
	/** 0 when the allocation has none. */
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
	return {
		slurmJobId: env.SLURM_JOB_ID as string,
		nodeIndex: number("SLURM_NODEID") ?? 0,
		taskPid: number("SLURM_TASK_PID") ?? 0,
		cpusOnNode: number("SLURM_CPUS_ON_NODE") ?? 1,
		cpusPerTask: number("SLURM_CPUS_PER_TASK"),
		numNodes: number("SLURM_JOB_NUM_NODES") ?? 1,
		nodeName: env.SLURMD_NODENAME ?? null,
		memoryMb: number("SLURM_MEM_PER_NODE"),
		tasksPerNode: Math.max(1, number("SLURM_NTASKS_PER_NODE") ?? 1),
		endTime: end === null ? null : end * 1000,
		restarts: number("SLURM_RESTART_COUNT") ?? 0,
		numGpus: countGpus(env.SLURM_STEP_GPUS ?? env.SLURM_JOB_GPUS ?? ""),
	};
}

/** `gpu:0,1`, `0-3` or `0,1`. */
function countGpus(list: string): number {
	let count = 0;
	for (const part of list.replace(/^gpu:/, "").split(",")) {
		const [first, last] = part.split("-").map(Number);
		if (part === "" || first === undefined || Number.isNaN(first)) continue;
		count += last === undefined ? 1 : last - first + 1;
	}
	return count;
}
