// What the nodes of an allocation have for a runner (4-runner §2, §7 Multi-node). Pure.
import type { AllocationEnvironment } from "./allocation-environment.ts";

export interface AllocatedNode {
	/** Null where Slurm does not say it. */
	readonly name: string | null;
	readonly numCpus: number;
	readonly memoryBytes: number;
	readonly numGpus: number;
}

/**
 * The runner's own node first. A worker, one of several of its allocation, has its node alone and shares it with those
 * beside it. `ownMemoryBytes`: the limit of this process, which counts where Slurm says nothing of memory.
 */
export function allocatedNodes(
	environment: AllocationEnvironment,
	isWorker: boolean,
	ownMemoryBytes: number,
): readonly [AllocatedNode, ...AllocatedNode[]] {
	const { nodes, nodeName, cpusOnNode, cpusPerTask, numGpus, workersPerNode } = environment;
	const memoryOf = (cpus: number): number => memoryBytes(environment, cpus) ?? ownMemoryBytes;
	const own = {
		name: nodeName,
		numCpus: isWorker ? (cpusPerTask ?? cpusOnNode) : cpusOnNode,
		memoryBytes: Math.floor(memoryOf(cpusOnNode) / (isWorker ? workersPerNode : 1)),
		numGpus,
	};
	if (isWorker) return [own];
	const others = nodes.filter(({ name }) => name !== nodeName);
	return [own, ...others.map(({ name, numCpus }) => ({ name, numCpus, memoryBytes: memoryOf(numCpus), numGpus }))];
}

function memoryBytes({ memoryMb, memoryPerCpuMb }: AllocationEnvironment, cpus: number): number | null {
	// 0 is sbatch's word for all of the node.
	if (memoryMb) return memoryMb * 2 ** 20;
	return memoryPerCpuMb ? memoryPerCpuMb * cpus * 2 ** 20 : null;
}
