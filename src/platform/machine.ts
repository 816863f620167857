// What this machine has: CPUs this process may use, memory, GPUs.
import { readdirSync } from "node:fs";
import { availableParallelism, hostname, totalmem } from "node:os";

export interface Machine {
	readonly hostname: string;
	readonly numCpus: number;
	readonly memoryBytes: number;
	readonly numGpus: number;
}

/** GPUs are counted by NVIDIA's device files; CUDA_VISIBLE_DEVICES is for the caller to look at. */
export function detectMachine(): Machine {
	return { hostname: hostname(), numCpus: availableParallelism(), memoryBytes: totalmem(), numGpus: countGpus() };
}

function countGpus(): number {
	try {
		return readdirSync("/dev").filter((name) => /^nvidia\d+$/.test(name)).length;
	} catch {
		return 0;
	}
}
