// What the running steps of an allocation use now (sstat), and which step is whose (4-runner §5, Slurm mode).
import { runProgram } from "../programs/run-program.ts";
import { parseSlurmSize, parseSlurmTime } from "./values.ts";

export interface StepUsage {
	readonly aveCpuSeconds: number;
	readonly maxRssBytes: number;
}

/** Name of each step that runs → its id, `12.3`; null when Slurm did not answer. */
export async function readStepIds(slurmJobId: string): Promise<Map<string, string> | null> {
	const args = ["--noheader", "--steps", `--jobs=${slurmJobId}`, "--format=%i|%j"];
	const { code, stdout } = await runProgram("squeue", args, { timeoutMs: 5_000 });
	return code === 0 ? parseStepIds(stdout) : null;
}

export function parseStepIds(text: string): Map<string, string> {
	const ids = new Map<string, string>();
	for (const line of text.split("\n")) {
		const [, id, name] = /^\s*(\d+\.\d+)\|(.+?)\s*$/.exec(line) ?? [];
		if (id !== undefined && name !== undefined) ids.set(name, id);
	}
	return ids;
}

/** By id; steps that have just ended are missing. Null when sstat did not answer. */
export async function readStepUsage(stepIds: readonly string[]): Promise<Map<string, StepUsage> | null> {
	if (stepIds.length === 0) return new Map();
	const args = ["-j", stepIds.join(","), "--format", "JobID,AveCPU,MaxRSS", "-P", "-n"];
	const { code, stdout } = await runProgram("sstat", args, { timeoutMs: 10_000 });
	// One step that is gone makes it fail, with the rows of the others on stdout all the same.
	return code === 0 || stdout.includes("|") ? parseStepUsage(stdout) : null;
}

export function parseStepUsage(text: string): Map<string, StepUsage> {
	const usage = new Map<string, StepUsage>();
	for (const line of text.split("\n")) {
		const [id = "", cpu = "", rss = ""] = line.trim().split("|");
		const aveCpuSeconds = parseSlurmTime(cpu);
		const maxRssBytes = parseSlurmSize(rss);
		if (id !== "" && aveCpuSeconds !== null && maxRssBytes !== null) usage.set(id, { aveCpuSeconds, maxRssBytes });
	}
	return usage;
}
