// KillWait: how long Slurm waits between the last SIGTERM and SIGKILL.
import { runProgram } from "./run-program.ts";

/** Slurm's own default. */
const DEFAULT_SECONDS = 30;
/** Less acts as this (measured on 22.05). */
const LEAST_SECONDS = 5;

/** Seconds; the default when Slurm does not answer within a second. */
export async function readKillWait(): Promise<number> {
	const { code, stdout } = await runProgram("scontrol", ["show", "config"], { timeoutMs: 1_000 });
	return code === 0 ? parseKillWait(stdout) : DEFAULT_SECONDS;
}

export function parseKillWait(text: string): number {
	const seconds = Number(/^KillWait\s*=\s*(\d+)/m.exec(text)?.[1] ?? Number.NaN);
	return Number.isNaN(seconds) ? DEFAULT_SECONDS : Math.max(LEAST_SECONDS, seconds);
}
