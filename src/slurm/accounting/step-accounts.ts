// What Slurm's accounting says of the steps of an allocation: one question for all of them (4-runner §7).
import { runProgram } from "../programs/run-program.ts";
import { parseSlurmSize, parseSlurmTime } from "./values.ts";

export interface StepAccount {
	/** The name the step was given. */
	readonly name: string;
	readonly maxRssBytes: number | null;
	readonly maxVmSizeBytes: number | null;
	readonly maxDiskReadBytes: number | null;
	readonly maxDiskWriteBytes: number | null;
	/** Of one of its tasks, on average. */
	readonly aveCpuSeconds: number | null;
	/** Slurm's short form. */
	readonly nodeList: string;
	/** Slurm's word: COMPLETED, OUT_OF_MEMORY, `CANCELLED by 0` … */
	readonly state: string;
}

/** `disabled`: there is no accounting here. `unanswered`: it said nothing; nothing follows from that. */
export type StepAccounts = readonly StepAccount[] | "disabled" | "unanswered";

const FIELDS = "JobName,MaxRSS,MaxVMSize,MaxDiskRead,MaxDiskWrite,AveCPU,NodeList,State";

export async function readStepAccounts(slurmJobId: string): Promise<StepAccounts> {
	const args = ["-j", slurmJobId, "--format", FIELDS, "-P", "-n"];
	const { code, stdout, stderr } = await runProgram("sacct", args, { timeoutMs: 5_000 });
	if (code === 0) return parseStepAccounts(stdout);
	return code === 127 || /accounting storage is disabled/i.test(stderr + stdout) ? "disabled" : "unanswered";
}

export function parseStepAccounts(text: string): StepAccount[] {
	return text.split("\n").flatMap((line) => {
		const fields = line.split("|");
		// The job's own name comes first and is anything a user likes, also with a bar in it; ours have none.
		if (fields.length !== 8) return [];
		const [name = "", rss = "", vm = "", read = "", write = "", cpu = "", nodeList = "", state = ""] = fields;
		return [
			{
				name,
				maxRssBytes: parseSlurmSize(rss),
				maxVmSizeBytes: parseSlurmSize(vm),
				maxDiskReadBytes: parseSlurmSize(read),
				maxDiskWriteBytes: parseSlurmSize(write),
				aveCpuSeconds: parseSlurmTime(cpu),
				nodeList,
				state: state.trim(),
			},
		];
	});
}

/** A step that has not ended yet, or is only a placeholder, has no final state. */
export const isFinal = (state: string): boolean =>
	state !== "" && !/^(PENDING|RUNNING|SUSPENDED|COMPLETING|REQUEUED|RESIZING|SIGNALING|STOPPED)/.test(state);

export const isOutOfMemory = (state: string): boolean => state.startsWith("OUT_OF_ME");
