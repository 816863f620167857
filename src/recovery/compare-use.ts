// What a job used beside what it asked for.

/** null: not asked for, or unlimited. */
export interface Requirement {
	readonly memoryBytes: number | null;
	readonly runtimeSeconds: number | null;
	readonly numCpus: number | null;
}

/** null: not measured. */
export interface Use {
	readonly peakMemoryBytes: number | null;
	readonly execSeconds: number;
	/** 100 is one whole CPU. */
	readonly peakCpuPercent: number | null;
}

export interface Comparison {
	readonly resource: "memory" | "cpu" | "runtime";
	/** Bytes, CPUs or seconds. */
	readonly specified: number;
	readonly used: number;
	/** Percent above what was specified; negative: below. */
	readonly overPercent: number;
}

/** One for each resource that was asked for and measured. */
export function compareUse(requirement: Requirement, use: Use): Comparison[] {
	const cpus = use.peakCpuPercent === null ? null : use.peakCpuPercent / 100;
	return [
		...compare("memory", requirement.memoryBytes, use.peakMemoryBytes),
		...compare("cpu", requirement.numCpus, cpus),
		...compare("runtime", requirement.runtimeSeconds, use.execSeconds),
	];
}

function compare(resource: Comparison["resource"], specified: number | null, used: number | null): Comparison[] {
	if (specified === null || specified <= 0 || used === null) return [];
	return [{ resource, specified, used, overPercent: (used / specified - 1) * 100 }];
}
