// Which allocations are still there: one question for any number of them.
import { type AllocationState, allocationState } from "./job-state.ts";
import { runProgram } from "./run-program.ts";
import { isUnknownJob } from "./show-job.ts";

export interface QueuedJob {
	readonly state: AllocationState;
	/** Slurm's word. */
	readonly word: string;
	readonly reason: string;
	/** Epoch milliseconds; when it started, or is expected to. */
	readonly startTime: number | null;
}

/** Ids that Slurm no longer knows are missing in the answer. Null: Slurm did not answer, nothing may be concluded. */
export async function readQueue(
	slurmJobIds: readonly string[],
	timeoutMs = 15_000,
): Promise<Map<string, QueuedJob> | null> {
	const found = new Map<string, QueuedJob>();
	if (slurmJobIds.length === 0) return found;
	const args = ["--noheader", "--states=all", "--format=%A|%T|%r|%S", `--jobs=${slurmJobIds.join(",")}`];
	const { code, stdout, stderr } = await runProgram("squeue", args, { timeoutMs });
	if (code !== 0) return isUnknownJob(stderr) ? found : null;
	for (const line of stdout.split("\n")) {
		const [id = "", word = "", reason = "", start = ""] = line.trim().split("|");
		if (id === "") continue;
		const startTime = /^\d+$/.test(start) ? Number(start) * 1000 : null;
		found.set(id, { state: allocationState(word), word, reason, startTime });
	}
	return found;
}
