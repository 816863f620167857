// What jobs wrote down of themselves, and what of them is still there.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readProcessTable } from "../../src/platform/process-table.ts";

export interface Moment {
	/** Epoch seconds. */
	readonly at: number;
	readonly what: string;
}

export function seen(folder: string, job: string): readonly Moment[] {
	const path = join(folder, "seen", job);
	if (!existsSync(path)) return [];
	return readFileSync(path, "utf8")
		.trim()
		.split("\n")
		.map((line) => ({ at: Number(line.split(" ")[0]), what: line.slice(line.indexOf(" ") + 1) }));
}

export const words = (folder: string, job: string): readonly string[] => seen(folder, job).map(({ what }) => what);

/** Living processes of jobs of the folder. */
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
