// What happens to a partition's jobs when others preempt them (measured, see the runner's DESIGN.md). One question.
import { runProgram } from "./run-program.ts";

export interface PreemptionPolicy {
	/** Seconds between the first SIGTERM, which only steps get, and the end; 0 when jobs are not preempted so. */
	readonly graceSeconds: number;
	/** Slurm puts preempted jobs back into its queue. */
	readonly requeues: boolean;
}

const NONE: PreemptionPolicy = { graceSeconds: 0, requeues: false };

/** No answer: as if nothing preempts. */
export async function readPreemptionPolicy(partition: string): Promise<PreemptionPolicy> {
	const args = ["--oneliner", "show", "partition", partition];
	const { code, stdout } = await runProgram("scontrol", args, { timeoutMs: 5_000 });
	return code === 0 ? parsePreemptionPolicy(stdout) : NONE;
}

/** Reads `scontrol --oneliner show partition`. */
export function parsePreemptionPolicy(text: string): PreemptionPolicy {
	const mode = /(?:^|\s)PreemptMode=(\S+)/.exec(text)?.[1] ?? "OFF";
	if (!/^(REQUEUE|CANCEL)/.test(mode)) return NONE;
	const graceSeconds = Number(/(?:^|\s)GraceTime=(\d+)/.exec(text)?.[1] ?? 0);
	return { graceSeconds, requeues: mode.startsWith("REQUEUE") };
}
