// When the runners of a folder asked and killed their jobs, from their logs.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Signaling {
	/** Epoch seconds; null = never. */
	askedAt: number | null;
	killedAt: number | null;
}

/** By job id and attempt order: the first signals each job got. */
export function signalLog(folder: string): Map<number, Signaling> {
	const jobs = new Map<number, Signaling>();
	const output = join(folder, "torc_output");
	for (const name of readdirSync(output).filter((each) => each.startsWith("job_runner_"))) {
		const text = readFileSync(join(output, name), "utf8");
		for (const [, time = "", what, id] of text.matchAll(/^(\S+) \S+ (Job asked to end|Job killed) job_id=(\d+)/gm)) {
			const job = jobs.get(Number(id)) ?? { askedAt: null, killedAt: null };
			const at = Date.parse(time) / 1000;
			if (what === "Job killed") job.killedAt ??= at;
			else job.askedAt ??= at;
			jobs.set(Number(id), job);
		}
	}
	return jobs;
}
