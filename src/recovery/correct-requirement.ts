// New resource requirements from what the jobs that share them used (6-recovery §4). The worst job counts.
import type { Requirement } from "./compare-use.ts";
import { type Diagnosis, diagnoseFailure, type FailedUse, type KillCodes } from "./diagnose-failure.ts";

export interface JobUse extends FailedUse {
	readonly jobId: number;
}

export interface Multipliers {
	readonly memory: number;
	readonly cpu: number;
	readonly runtime: number;
}

export interface CorrectionOptions {
	readonly multipliers: Multipliers;
	readonly codes: KillCodes;
	/** Null: never make it smaller. Otherwise the number of jobs that share the requirement. */
	readonly downsizeWith: number | null;
}

/** What is undefined stays. */
export interface Correction {
	readonly direction: "upscale" | "downscale";
	readonly memoryBytes?: number;
	readonly runtimeSeconds?: number;
	readonly numCpus?: number;
	/** The jobs it is made for. */
	readonly jobIds: readonly number[];
}

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** null: nothing to change. `uses`: the latest results of jobs with this requirement. */
export function correctRequirement(
	requirement: Requirement,
	uses: readonly JobUse[],
	options: CorrectionOptions,
): Correction | null {
	const findings = uses.map((use) => ({ use, found: diagnoseFailure(requirement, use, options.codes) }));
	const grown = grow(requirement, findings, options.multipliers);
	if (grown !== null) return grown;
	const calm = findings.every(({ use, found }) => use.status === "completed" && !isViolated(found));
	const complete = options.downsizeWith !== null && uses.length === options.downsizeWith;
	return calm && complete ? shrink(requirement, uses, options.multipliers) : null;
}

const isViolated = ({ oomReason, timeoutReason, overRuntime, overCpu }: Diagnosis): boolean =>
	oomReason !== null || timeoutReason !== null || overRuntime || overCpu;

interface Finding {
	readonly use: JobUse;
	readonly found: Diagnosis;
}

function grow(requirement: Requirement, findings: readonly Finding[], by: Multipliers): Correction | null {
	const { memoryBytes: memory, runtimeSeconds: runtime, numCpus: cpus } = requirement;
	const wanted = { memory: 0, runtime: 0, cpus: 0 };
	const jobIds = new Set<number>();
	for (const { use, found } of findings) {
		// A canceled job was killed on purpose.
		if (use.status === "canceled") continue;
		if (memory !== null && found.oomReason !== null) {
			const measured = found.oomReason === "memory_exceeded" ? use.peakMemoryBytes : null;
			wanted.memory = Math.max(wanted.memory, Math.ceil((measured ?? memory) * by.memory));
			jobIds.add(use.jobId);
		}
		if (runtime !== null && (found.timeoutReason !== null || found.overRuntime)) {
			const base = found.timeoutReason === null ? use.execSeconds : Math.max(runtime, use.execSeconds);
			wanted.runtime = Math.max(wanted.runtime, Math.ceil(base * by.runtime));
			jobIds.add(use.jobId);
		}
		if (cpus !== null && found.overCpu && use.peakCpuPercent !== null) {
			wanted.cpus = Math.max(wanted.cpus, 1, Math.ceil((use.peakCpuPercent / 100) * by.cpu));
			jobIds.add(use.jobId);
		}
	}
	const change = {
		...(memory !== null && wanted.memory > memory && { memoryBytes: wanted.memory }),
		...(runtime !== null && wanted.runtime > runtime && { runtimeSeconds: wanted.runtime }),
		...(cpus !== null && wanted.cpus > cpus && { numCpus: wanted.cpus }),
	};
	return Object.keys(change).length === 0 ? null : { direction: "upscale", ...change, jobIds: [...jobIds] };
}

/** Only where much is freed: 1 GiB, 5 points of a CPU, 30 minutes. */
function shrink(requirement: Requirement, uses: readonly JobUse[], by: Multipliers): Correction | null {
	const { memoryBytes: memory, runtimeSeconds: runtime, numCpus: cpus } = requirement;
	const peakMemory = greatest(uses.map((use) => use.peakMemoryBytes));
	const peakCpu = greatest(uses.map((use) => use.peakCpuPercent));
	const newMemory = peakMemory === null ? null : Math.max(MIB, Math.ceil(peakMemory * by.memory));
	const newCpus = peakCpu === null ? null : Math.max(1, Math.ceil((peakCpu / 100) * by.cpu));
	const longest = uses.reduce((most, use) => Math.max(most, use.execSeconds), 0);
	const newRuntime = Math.max(60, Math.ceil(longest * by.runtime));
	const freesCpus = cpus !== null && newCpus !== null && newCpus < cpus && cpus * 100 - (peakCpu ?? 0) > 5;
	const change = {
		...(memory !== null && newMemory !== null && memory - newMemory > GIB && { memoryBytes: newMemory }),
		...(runtime !== null && runtime - newRuntime > 1800 && { runtimeSeconds: newRuntime }),
		...(freesCpus && { numCpus: newCpus }),
	};
	if (Object.keys(change).length === 0) return null;
	return { direction: "downscale", ...change, jobIds: uses.map((use) => use.jobId) };
}

/** null when one was not measured, or there is none. */
function greatest(values: readonly (number | null)[]): number | null {
	let most: number | null = null;
	for (const value of values) {
		if (value === null) return null;
		most = Math.max(most ?? value, value);
	}
	return most;
}
