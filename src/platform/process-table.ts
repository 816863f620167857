// The processes of this machine, from /proc: who belongs to whom, and how much memory they hold.
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface ProcessEntry {
	readonly pid: number;
	/** What the kernel calls it, at most 15 characters. */
	readonly name: string;
	readonly parent: number;
	readonly group: number;
	readonly session: number;
	/** `Z`: dead and waiting to be reaped. */
	readonly state: string;
	readonly cpuSeconds: number;
	readonly rssBytes: number;
}

/** Linux counts in units of 1/100 s and pages of 4 KiB on every platform we run on. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** False where the system has no /proc. */
export const hasProcessTable = existsSync("/proc/self/stat");

/** One pass over /proc; empty where there is none. Threads are not processes and are not listed. */
export function readProcessTable(): ProcessEntry[] {
	let names: string[];
	try {
		names = readdirSync("/proc");
	} catch {
		return [];
	}
	const entries: ProcessEntry[] = [];
	for (const name of names) {
		const first = name.charCodeAt(0);
		if (first < 48 || first > 57) continue;
		const entry = readProcess(Number(name));
		if (entry) entries.push(entry);
	}
	return entries;
}

/** One process as it is now; null when it is gone, or where there is no /proc. */
export function readProcess(pid: number): ProcessEntry | null {
	let stat: string;
	try {
		stat = readFileSync(`/proc/${pid}/stat`, "latin1");
	} catch {
		// It ended between the listing and the reading.
		return null;
	}
	// The name in parentheses may hold anything; the fields follow its last parenthesis (proc(5)).
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return {
		pid,
		name: stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")),
		state: fields[0] ?? "",
		parent: Number(fields[1]),
		group: Number(fields[2]),
		session: Number(fields[3]),
		cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
		rssBytes: Number(fields[21]) * PAGE_BYTES,
	};
}

/** Members of a job: its session, its group, and all descendants of its leader. */
export function membersOf(leader: number, table: readonly ProcessEntry[]): ProcessEntry[] {
	const members = new Map<number, ProcessEntry>();
	for (const entry of table) {
		if (entry.pid === leader || entry.session === leader || entry.group === leader) members.set(entry.pid, entry);
	}
	// Children that took a session of their own are found through their parents.
	for (let grew = true; grew; ) {
		grew = false;
		for (const entry of table) {
			if (members.has(entry.pid) || (!members.has(entry.parent) && entry.parent !== leader)) continue;
			members.set(entry.pid, entry);
			grew = true;
		}
	}
	return [...members.values()].filter((entry) => entry.state !== "Z");
}
