// Puts an allocation back into Slurm's queue: it keeps its id, its batch script starts again later.
import { runProgram } from "./run-program.ts";

/** Null when Slurm took it; else what it said. */
export async function requeueAllocation(slurmJobId: string): Promise<string | null> {
	const { code, stderr } = await runProgram("scontrol", ["requeue", slurmJobId], { timeoutMs: 10_000 });
	return code === 0 ? null : stderr.trim() || `scontrol ended with code ${code}`;
}
