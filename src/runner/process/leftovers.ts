// What a finished job's leader left behind: it has five seconds to end by itself (a `tee` that drains a pipe), then TERM,
// five seconds later KILL (4-runner §8). The job's result does not wait for it.
import { readProcessTable } from "../../platform/process-table.ts";
import { reapAdopted } from "../../platform/subreaper.ts";
import { livingMembers, signalJob } from "./signal-job.ts";

const GRACE_MS = 5_000;
const TERM = 15;
const KILL = 9;

export class Leftovers {
	private readonly leaders = new Map<number, ReturnType<typeof setTimeout>>();

	/** Called when a leader has ended. Costs one system call when nothing is left. */
	watch(leader: number): void {
		if (!groupExists(leader)) return;
		const step = (signal: number): void => {
			const table = readProcessTable();
			reapZombies(leader);
			if (livingMembers(leader, table).length === 0) {
				this.leaders.delete(leader);
				return;
			}
			signalJob(leader, signal, table);
			this.leaders.set(
				leader,
				setTimeout(() => step(KILL), GRACE_MS),
			);
		};
		this.leaders.set(
			leader,
			setTimeout(() => step(TERM), GRACE_MS),
		);
	}

	/** The runner leaves: nothing may outlive it. `running` are the runtime's own children. */
	async clear(): Promise<void> {
		for (const timer of this.leaders.values()) clearTimeout(timer);
		this.leaders.clear();
		for (let round = 0; round < 40; round++) {
			const left = descendants();
			if (left.length === 0) return;
			for (const pid of left) kill(pid, round < 20 ? TERM : KILL);
			await new Promise((done) => setTimeout(done, 50));
			for (const pid of left) reapAdopted(pid);
		}
	}
}

function groupExists(leader: number): boolean {
	try {
		process.kill(-leader, 0);
		return true;
	} catch {
		return false;
	}
}

function kill(pid: number, signal: number): void {
	try {
		process.kill(pid, signal);
	} catch {
		// Gone meanwhile.
	}
}

/** Adopted orphans stay zombies until somebody waits for them, and keep their group alive. */
function reapZombies(leader: number): void {
	for (const entry of readProcessTable()) {
		if (entry.state === "Z" && entry.parent === process.pid && (entry.session === leader || entry.group === leader)) {
			reapAdopted(entry.pid);
		}
	}
}

/** Live processes below this one in sessions of their own: jobs' processes, never this program's own helpers. */
function descendants(): number[] {
	const table = readProcessTable();
	const own = table.find((entry) => entry.pid === process.pid);
	const mine = new Set([process.pid]);
	for (let grew = true; grew; ) {
		grew = false;
		for (const entry of table) {
			if (mine.has(entry.pid) || !mine.has(entry.parent)) continue;
			mine.add(entry.pid);
			grew = true;
		}
	}
	mine.delete(process.pid);
	return table
		.filter((entry) => mine.has(entry.pid) && entry.state !== "Z" && entry.session !== own?.session)
		.map((entry) => entry.pid);
}
