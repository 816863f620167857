// The end of a job that ran as a step, from the end of its srun. Pure.
import type { ExitReport } from "../../platform/spawn.ts";

const KILL = 9;

/** srun's own use of time and memory is not the job's; a step that was killed shows as srun's code 137. */
export function stepExit(exit: ExitReport, killed: boolean): ExitReport {
	const signal = killed && exit.code === 128 + KILL ? KILL : exit.signal;
	return { code: exit.code, signal, cpuSeconds: null, maxRssBytes: null };
}
