// Commands the runner runs beside jobs: recovery scripts and actions. They end with the runner.
import { readProcessTable } from "../../platform/process-table.ts";
import { type ExitReport, spawnDetached } from "../../platform/spawn.ts";
import { signalJob } from "./signal-job.ts";

export interface SideCommand {
	readonly command: string;
	readonly cwd?: string | undefined;
	readonly env: Readonly<Record<string, string>>;
	/** File descriptor for both streams; the caller closes it. */
	readonly output: number;
	/** Killed after so long. */
	readonly limitMs?: number | undefined;
}

export interface SideExit extends ExitReport {
	/** Why the runner killed it; null when it ended by itself. */
	readonly stopped: "limit" | "ending" | null;
}

const KILL = 9;
/** Its orphans are known by session and group only: no environment has this. */
const NO_MARKS = ["="];

export class SideCommands {
	private readonly running = new Map<number, "limit" | "ending" | null>();
	private closed = false;

	get size(): number {
		return this.running.size;
	}

	/** Throws what the system says when a shell cannot be started. */
	async run({ command, limitMs, output, ...place }: SideCommand): Promise<SideExit> {
		if (this.closed) return { code: 128 + KILL, signal: KILL, cpuSeconds: null, maxRssBytes: null, stopped: "ending" };
		const child = spawnDetached({ command: ["bash", "-c", command], ...place, stdout: output, stderr: output });
		this.running.set(child.pid, null);
		const timer = limitMs === undefined ? null : setTimeout(() => this.stop(child.pid, "limit"), limitMs);
		const exit = await child.exited;
		if (timer) clearTimeout(timer);
		const stopped = this.running.get(child.pid) ?? null;
		this.running.delete(child.pid);
		return { ...exit, stopped };
	}

	/** Kills what runs. */
	stopAll(): void {
		for (const pid of this.running.keys()) this.stop(pid, "ending");
	}

	/** Kills what runs and starts nothing more. */
	close(): void {
		this.closed = true;
		this.stopAll();
	}

	private stop(pid: number, why: "limit" | "ending"): void {
		this.running.set(pid, this.running.get(pid) ?? why);
		signalJob({ pid, marks: NO_MARKS }, KILL, readProcessTable());
	}
}
