// Ends or warns allocations and steps. Which processes each form reaches: docs/reference/slurm-signals.md.
import { type ProgramOutcome, runProgram } from "./run-program.ts";

/** Answers null when it worked, else what Slurm said. */
export const cancelAllocation = async (slurmJobId: string): Promise<string | null> =>
	problem(await runProgram("scancel", [slurmJobId]));

/** SIGTERM to the batch process alone: the runner ends its jobs in good order. */
export const warnBatchProcess = async (slurmJobId: string): Promise<string | null> =>
	problem(await runProgram("scancel", ["--batch", "--signal=TERM", slurmJobId]));

/** A signal to steps, not to the batch process; each target is a job (all its steps) or `job.step`. */
export const signalSteps = async (targets: readonly string[], signal: string): Promise<string | null> =>
	problem(await runProgram("scancel", [`--signal=${signal}`, ...targets], { timeoutMs: 10_000 }));

const problem = ({ code, stderr }: ProgramOutcome): string | null =>
	code === 0 && !/error:/i.test(stderr) ? null : stderr.trim() || `scancel ended with code ${code}`;
