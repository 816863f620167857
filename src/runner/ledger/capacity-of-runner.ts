// What a runner counts on: its allocation's nodes, or this machine as far as nobody said otherwise.
import type { Machine } from "../../platform/machine.ts";
import type { ExecutionMode } from "../process/execution-mode.ts";
import type { RunnerOptions } from "../runner-options.ts";
import { gpuIds } from "./gpu-pool.ts";
import type { Capacity, NodeCapacity } from "./ledger.ts";

/**
 * Steps run on every node of an allocation. Children of the runner run on its own; the others count only for jobs that ask
 * for several nodes and go there by themselves (4-runner §7, Multi-node).
 */
export function capacityOf(
	{ allocation, capacity }: Pick<RunnerOptions, "allocation" | "capacity">,
	mode: ExecutionMode,
	machine: Machine,
): Capacity {
	if (allocation !== undefined) {
		const [own, ...others] = allocation.nodes;
		const nodes: [NodeCapacity, ...NodeCapacity[]] = [
			{ ...own, takesSingleJobs: true },
			...others.map((node) => ({ ...node, takesSingleJobs: mode === "slurm" })),
		];
		// Slurm assigns GPUs to steps itself.
		return { nodes, gpuIds: mode === "slurm" ? [] : gpuIds(process.env, own.numGpus) };
	}
	const ids = gpuIds(process.env, capacity?.numGpus ?? machine.numGpus);
	const own = capacity?.numGpus === undefined ? ids : ids.slice(0, capacity.numGpus);
	return {
		nodes: [
			{
				name: null,
				numCpus: capacity?.numCpus ?? machine.numCpus,
				memoryBytes: capacity?.memoryBytes ?? machine.memoryBytes,
				numGpus: own.length,
				takesSingleJobs: true,
			},
		],
		gpuIds: own,
	};
}
