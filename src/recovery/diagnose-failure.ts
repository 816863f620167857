// Whether a job that did not succeed lacked memory or time (6-recovery §3). CPU use is a hint, never a cause.
import { compareUse, type Requirement, type Use } from "./compare-use.ts";

export interface FailedUse extends Use {
	readonly returnCode: number;
	readonly status: string;
}

/** Of the workflow's execution_config; jobs killed for memory or time get these codes. */
export interface KillCodes {
	readonly oom: number;
	readonly timeout: number;
}

export const DEFAULT_KILL_CODES: KillCodes = { oom: 137, timeout: 152 };

export interface Diagnosis {
	/** It was killed, or used more memory than it had asked for. */
	readonly oomReason: "memory_exceeded" | "sigkill_137" | null;
	readonly timeoutReason: "runtime_exceeded" | "sigxcpu_152" | null;
	readonly overRuntime: boolean;
	readonly overCpu: boolean;
}

/** A kill so early in the run time is taken for one by the kernel's memory watch. */
const EARLY = 0.8;
/** A kill so late is taken for one by the clock. */
const LATE = 0.9;
const SIGKILL = 137;
const SIGXCPU = 152;

export function diagnoseFailure(requirement: Requirement, use: FailedUse, codes: KillCodes): Diagnosis {
	const over = (resource: string): boolean =>
		compareUse(requirement, use).some((part) => part.resource === resource && part.overPercent > 0);
	const share = requirement.runtimeSeconds ? use.execSeconds / requirement.runtimeSeconds : null;
	const { returnCode: code } = use;
	const killed = use.status === "terminated" || code < 0 || code >= 128;
	const killedEarly = (code === SIGKILL || code === codes.oom) && (share === null || share < EARLY);
	const byClock = code === SIGXCPU || code === codes.timeout;
	const killedLate = killed && share !== null && share > LATE;
	return {
		oomReason: over("memory") ? "memory_exceeded" : killedEarly ? "sigkill_137" : null,
		// A bug at the end of a run is no timeout: only who was killed ran out of time.
		timeoutReason: byClock && use.status !== "terminated" ? "sigxcpu_152" : killedLate ? "runtime_exceeded" : null,
		overRuntime: over("runtime"),
		overCpu: over("cpu"),
	};
}
