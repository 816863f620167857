// What jobs wrote down about themselves, and what is left of them on the machine.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readProcessTable } from "../../src/platform/process-table.ts";

export interface Trace {
	/** Epoch seconds. */
	readonly at: number;
	readonly what: string;
}

/** For jobs: `bash record.sh WORDS` notes them with the time. */
export const RECORD = 'mkdir -p seen; echo "$(date +%s.%N) $*" >> "seen/$TORC_JOB_NAME"\n';

/** What the job noted, in order. */
export function traces(folder: string, jobName: string): Trace[] {
	const path = join(folder, "seen", jobName);
	if (!existsSync(path)) return [];
	return readFileSync(path, "utf8")
		.trim()
		.split("\n")
		.map((line) => ({ at: Number(line.split(" ")[0]), what: line.slice(line.indexOf(" ") + 1) }));
}

/** The same without the times. */
export const words = (folder: string, jobName: string): readonly string[] =>
	traces(folder, jobName).map(({ what }) => what);

/** Living processes of jobs and runners whose outputs go below the folder. */
export function processesOf(folder: string): string[] {
	return readProcessTable()
		.filter(({ state, pid }) => state !== "Z" && environment(pid).includes(`TORC_OUTPUT_DIR=${folder}`))
		.map(({ pid, name }) => `${pid} ${name}`);
}

function environment(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/environ`, "utf8");
	} catch {
		return "";
	}
}
