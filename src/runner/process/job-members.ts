// Which processes belong to a job: by session, group and parents, and orphans that broke all three by their environment.
import { readProcessEnvironment } from "../../platform/process-environment.ts";
import { membersOf, type ProcessEntry } from "../../platform/process-table.ts";

export interface JobIdentity {
	/** The process that was started for the job: also the id of its session and group. */
	readonly pid: number;
	/** Lines of the job's environment that no other job has, e.g. `TORC_JOB_ID=7`. */
	readonly marks: readonly string[];
}

/** Living processes of the job; zombies don't count. */
export function jobMembers(job: JobIdentity, table: readonly ProcessEntry[]): ProcessEntry[] {
	const members = new Map(membersOf(job.pid, table).map((entry) => [entry.pid, entry]));
	for (const orphan of table) {
		if (orphan.parent !== process.pid || orphan.state === "Z" || members.has(orphan.pid)) continue;
		const environment = environmentOf(orphan.pid, table);
		if (!job.marks.every((mark) => environment.has(mark))) continue;
		members.set(orphan.pid, orphan);
		for (const entry of membersOf(orphan.pid, table)) members.set(entry.pid, entry);
	}
	return [...members.values()];
}

/** Processes of a job on this machine that are nobody's descendants here: those of its step. Its srun is none of them. */
export function stepProcesses({ marks }: JobIdentity, table: readonly ProcessEntry[]): ProcessEntry[] {
	return table.filter((entry) => {
		if (entry.state === "Z" || entry.name === "srun" || entry.pid === process.pid) return false;
		const environment = environmentOf(entry.pid, table);
		return marks.every((mark) => environment.has(mark));
	});
}

/** Each orphan is read once per look at the table, however many jobs ask. */
const environments = new WeakMap<readonly ProcessEntry[], Map<number, ReadonlySet<string>>>();

function environmentOf(pid: number, table: readonly ProcessEntry[]): ReadonlySet<string> {
	let read = environments.get(table);
	if (read === undefined) {
		read = new Map();
		environments.set(table, read);
	}
	let environment = read.get(pid);
	if (environment === undefined) {
		environment = readProcessEnvironment(pid);
		read.set(pid, environment);
	}
	return environment;
}
