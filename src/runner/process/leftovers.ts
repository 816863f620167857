// What a finished job's leader left behind: it has five seconds to end by itself (a `tee` that drains a pipe), then TERM,
// five seconds later KILL (4-runner §8). The job's result does not wait for it.
import { type ProcessEntry, readProcessTable } from "../../platform/process-table.ts";
import { isHelper, isOwnChild } from "../../platform/spawn.ts";
import { reapAdopted } from "../../platform/subreaper.ts";
import { type JobIdentity, jobMembers } from "./job-members.ts";
import { signalProcess } from "./signal-job.ts";

const GRACE_MS = 5_000;
const LOOK_AGAIN_MS = 1_000;
const TERM = 15;
const KILL = 9;

export class Leftovers {
	private readonly running: () => Iterable<JobIdentity>;
	private readonly clock: () => number;
	/** Group of an ended leader → when it ended. */
	private readonly groups = new Map<number, number>();
	/** Process → since when it has been left over. */
	private readonly strays = new Map<number, number>();
	private timer: ReturnType<typeof setTimeout> | null = null;

	constructor(running: () => Iterable<JobIdentity>, clock: () => number) {
		this.running = running;
		this.clock = clock;
	}

	/**
	 * Called when a leader has ended; costs one system call. Processes that left the group are found by the look at all
	 * processes that follows the ends of five seconds.
	 */
	watch(leader: number): void {
		if (signalProcess(-leader, 0)) this.groups.set(leader, this.clock());
		this.timer ??= setTimeout(() => this.look(), GRACE_MS);
	}

	/** The runner leaves: nothing may outlive it. */
	async clear(): Promise<void> {
		if (this.timer) clearTimeout(this.timer);
		for (let round = 0; round < 40; round++) {
			const table = readProcessTable();
			reapOrphans(table);
			const left = foreignDescendants(table);
			if (left.length === 0) return;
			for (const { pid } of left) signalProcess(pid, round < 20 ? TERM : KILL);
			await new Promise((done) => setTimeout(done, 50));
		}
	}

	private look(): void {
		this.timer = null;
		const table = readProcessTable();
		reapOrphans(table);
		const now = this.clock();
		const left = this.leftOver(table);
		for (const entry of left) {
			const since = this.groups.get(entry.group) ?? this.groups.get(entry.session) ?? this.strays.get(entry.pid) ?? now;
			this.strays.set(entry.pid, since);
			if (now - since >= 2 * GRACE_MS) signalProcess(entry.pid, KILL);
			else if (now - since >= GRACE_MS) signalProcess(entry.pid, TERM);
		}
		const pids = new Set(left.map((entry) => entry.pid));
		for (const pid of this.strays.keys()) if (!pids.has(pid)) this.strays.delete(pid);
		for (const group of this.groups.keys()) if (!signalProcess(-group, 0)) this.groups.delete(group);
		if (left.length > 0 || this.groups.size > 0) this.timer = setTimeout(() => this.look(), LOOK_AGAIN_MS);
	}

	/** Descendants in sessions of their own that belong to no running job. */
	private leftOver(table: readonly ProcessEntry[]): ProcessEntry[] {
		const candidates = foreignDescendants(table);
		if (candidates.length === 0) return [];
		const owned = new Set<number>();
		for (const job of this.running()) for (const member of jobMembers(job, table)) owned.add(member.pid);
		return candidates.filter(
			(entry) => !owned.has(entry.pid) && !isOwnChild(entry.group) && !isOwnChild(entry.session),
		);
	}
}

/** Adopted orphans stay zombies until somebody waits for them, and keep their group alive. */
function reapOrphans(table: readonly ProcessEntry[]): void {
	const own = table.find((entry) => entry.pid === process.pid);
	for (const entry of table) {
		if (entry.state !== "Z" || entry.parent !== process.pid || entry.session === own?.session) continue;
		if (!isOwnChild(entry.pid)) reapAdopted(entry.pid);
	}
}

/** Live processes below this one in sessions of their own: jobs' processes, never this program's own helpers. */
function foreignDescendants(table: readonly ProcessEntry[]): ProcessEntry[] {
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
	return table.filter(
		({ pid, state, session }) => mine.has(pid) && state !== "Z" && session !== own?.session && !isHelper(session),
	);
}
