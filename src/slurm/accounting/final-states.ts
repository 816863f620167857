// What became of allocations that the queue no longer knows: how Slurm ended them, and when.
import { runProgram } from "../programs/run-program.ts";

export interface FinalState {
	/** Slurm's word: TIMEOUT, NODE_FAIL, PREEMPTED, … */
	readonly word: string;
	/** Epoch milliseconds; null when it is not known. */
	readonly endTime: number | null;
}

/** By Slurm's job id; without accounting nothing is known, which is no error. */
export async function finalStates(slurmJobIds: readonly string[], timeoutMs: number): Promise<Map<string, FinalState>> {
	if (slurmJobIds.length === 0) return new Map();
	const args = ["--allocations", "--noheader", "--parsable2", "--format=JobIDRaw,State,End", `--jobs=${slurmJobIds}`];
	const { code, stdout } = await runProgram("sacct", args, { timeoutMs });
	return code === 0 ? parseFinalStates(stdout) : new Map();
}

/** `CANCELLED by 0` is CANCELLED; an allocation that has not ended has no end. */
export function parseFinalStates(text: string): Map<string, FinalState> {
	const states = new Map<string, FinalState>();
	for (const line of text.split("\n")) {
		const [id = "", state = "", end = ""] = line.split("|");
		const word = /^[A-Z_]+/.exec(state)?.[0];
		if (!/^\d+$/.test(id) || word === undefined) continue;
		states.set(id, { word, endTime: /^\d+$/.test(end) ? Number(end) * 1000 : null });
	}
	return states;
}
