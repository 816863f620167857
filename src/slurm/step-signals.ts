// Signals to the steps that srun processes of this machine have started: a signal to srun itself would kill its step.
import { hostname } from "node:os";
import { runProgram } from "./run-program.ts";
import { signalSteps } from "./scancel.ts";

interface Wish {
	/** Those of one job. */
	readonly srunPids: readonly number[];
	readonly signal: number;
	readonly tries: number;
}

/** A signal that was sent is not sent again to the same step so soon. */
const AGAIN_MS = 2_000;
/** An srun may still wait for its step. */
const STEP_COMES_MS = 500;
const TRIES = 20;

/** Jobs that are asked together cost one question and one scancel for each signal. */
export class StepSignals {
	private readonly slurmJobId: string;
	private readonly onProblem: (problem: string) => void;
	private wishes: Wish[] = [];
	/** Pid of an srun → its step; it has no other. */
	private readonly steps = new Map<number, string>();
	/** Step and signal → when it was sent, milliseconds on the monotonic clock. */
	private readonly sent = new Map<string, number>();

	constructor(slurmJobId: string, onProblem: (problem: string) => void) {
		this.slurmJobId = slurmJobId;
		this.onProblem = onProblem;
	}

	/** `srunPids`: those of one job; srun forks a second process that no step names. */
	send(srunPids: readonly number[], signal: number): void {
		this.wish({ srunPids, signal, tries: TRIES });
	}

	private wish(wish: Wish): void {
		if (this.wishes.length === 0) queueMicrotask(() => void this.flush());
		this.wishes.push(wish);
	}

	private async flush(): Promise<void> {
		const wishes = this.wishes.splice(0);
		if (wishes.some((wish) => this.stepsOf(wish).length === 0)) await this.learnSteps();
		for (const signal of new Set(wishes.map((wish) => wish.signal))) {
			const steps = wishes.filter((wish) => wish.signal === signal).flatMap((wish) => this.stepsOf(wish));
			const due = [...new Set(steps)].filter((step) => this.isDue(`${step} ${signal}`));
			const problem = due.length === 0 ? null : await signalSteps(due, String(signal));
			if (problem !== null) this.onProblem(problem);
		}
		for (const wish of wishes) {
			if (this.stepsOf(wish).length > 0 || wish.tries === 0) continue;
			setTimeout(() => wish.srunPids.some(isAlive) && this.wish({ ...wish, tries: wish.tries - 1 }), STEP_COMES_MS);
		}
	}

	private stepsOf({ srunPids }: Wish): string[] {
		return srunPids.flatMap((pid) => this.steps.get(pid) ?? []);
	}

	private isDue(key: string): boolean {
		const now = performance.now();
		if (now - (this.sent.get(key) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return false;
		this.sent.set(key, now);
		return true;
	}

	private async learnSteps(): Promise<void> {
		const { code, stdout, stderr } = await runProgram("scontrol", ["--oneliner", "show", "step", this.slurmJobId], {
			timeoutMs: 5_000,
		});
		if (code !== 0) this.onProblem(`steps cannot be found: ${stderr.trim()}`);
		for (const [pid, step] of parseSteps(stdout, hostname())) this.steps.set(pid, step);
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Pid of each srun on the host → its step's id, from `scontrol --oneliner show step`. */
export function parseSteps(text: string, host: string): Map<number, string> {
	const steps = new Map<number, string>();
	for (const line of text.split("\n")) {
		const id = /^StepId=(\S+)/.exec(line)?.[1];
		const [, srunHost, pid] = /SrunHost:Pid=(\S+):(\d+)/.exec(line) ?? [];
		if (id !== undefined && srunHost === host && pid !== undefined) steps.set(Number(pid), id);
	}
	return steps;
}
