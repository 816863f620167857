// What `scontrol show job` says of an allocation: the one question that works without accounting.
import { runProgram } from "./run-program.ts";

export interface ShownJob {
	/** Slurm's word: RUNNING, COMPLETING, … */
	readonly state: string;
	readonly reason: string;
	/** Epoch milliseconds; null without a limit. */
	readonly endTime: number | null;
	readonly startTime: number | null;
	/** How often Slurm has requeued it. */
	readonly restarts: number;
	readonly numNodes: number;
	/** `n[1-4]`; empty before it has nodes. */
	readonly nodeList: string;
	/** Slurm takes the nodes for another job; `endTime` is then the end of the grace. */
	readonly isPreempted: boolean;
}

/** `unknown`: Slurm says there is no such job. `unanswered`: Slurm said nothing; nothing follows from that. */
export type Shown = ShownJob | "unknown" | "unanswered";

export async function showJob(slurmJobId: string, timeoutMs = 5_000): Promise<Shown> {
	const outcome = await runProgram("scontrol", ["--oneliner", "show", "job", slurmJobId], { timeoutMs });
	if (outcome.code === 0) return parseShownJob(outcome.stdout) ?? "unanswered";
	return isUnknownJob(outcome.stderr) ? "unknown" : "unanswered";
}

/** What squeue, scontrol and scancel say of an id they don't know (22.05 to 24.11). */
export const isUnknownJob = (stderr: string): boolean => /invalid job id specified/i.test(stderr);

/** Reads the first record of `scontrol --oneliner show job` with SLURM_TIME_FORMAT=%s; null when it is none. */
export function parseShownJob(text: string): ShownJob | null {
	const fields = new Map<string, string>();
	// Values with blanks (names, commands) come before none of the fields looked at, or after all of them.
	for (const [, name = "", value = ""] of (text.split("\n")[0] ?? "").matchAll(/(?:^|\s)(\w+)=(\S*)/g)) {
		if (!fields.has(name)) fields.set(name, value);
	}
	const state = fields.get("JobState");
	if (state === undefined) return null;
	return {
		state,
		reason: fields.get("Reason") ?? "None",
		endTime: instant(fields.get("EndTime")),
		startTime: instant(fields.get("StartTime")),
		restarts: Number(fields.get("Restarts") ?? 0) || 0,
		numNodes: Number.parseInt(fields.get("NumNodes") ?? "1", 10) || 1,
		nodeList: absent(fields.get("NodeList")) ? "" : (fields.get("NodeList") as string),
		isPreempted: instant(fields.get("PreemptTime")) !== null,
	};
}

/** Epoch seconds, or a local time where Slurm ignores SLURM_TIME_FORMAT. */
function instant(text: string | undefined): number | null {
	if (text === undefined || absent(text)) return null;
	const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
	return Number.isNaN(ms) || ms === 0 ? null : ms;
}

const absent = (text: string | undefined): boolean =>
	text === undefined || text === "" || text === "(null)" || /^(unknown|n\/a|none)$/i.test(text);
