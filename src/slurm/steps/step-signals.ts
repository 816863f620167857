// Signals to the steps that srun processes of this machine have started: a signal to srun itself would kill its step.
import { hostname } from "node:os";
import { runProgram } from "../programs/run-program.ts";
import { isTransient } from "../programs/sbatch-answers.ts";
import { signalSteps } from "../programs/scancel.ts";
import { isUnknownJob } from "../programs/show-job.ts";

interface Wish {
	/** Those of one job. */
	readonly srunPids: readonly number[];
	readonly signal: number;
	readonly tries: number;
	/** Slurm cannot be asked. */
	readonly otherwise: () => void;
}

/** A signal that was sent is not sent again to the same step so soon. */
const AGAIN_MS = 2_000;
/** An srun may still wait for its step. */
const STEP_COMES_MS = 500;
const TRIES = 20;
/** Jobs must not lose more of their time to a controller that is away. */
const ANSWER_MS = 2_000;

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

	/**
	 * `srunPids`: those of one job; srun forks a second process that no step names. `otherwise`: called once when Slurm does
	 * not answer.
	 */
	send(srunPids: readonly number[], signal: number, otherwise: () => void): void {
		this.wish({ srunPids, signal, tries: TRIES, otherwise });
	}

	private wish(wish: Wish): void {
		if (this.wishes.length === 0) queueMicrotask(() => void this.flush());
		this.wishes.push(wish);
	}

	private async flush(): Promise<void> {
		const wishes = this.wishes.splice(0);
		const unknown = wishes.filter((wish) => this.stepsOf(wish).length === 0);
		const answered = unknown.length === 0 || (await this.learnSteps());
		if (!answered) for (const { otherwise } of unknown) otherwise();
		for (const signal of new Set(wishes.map((wish) => wish.signal))) {
			const same = wishes.filter((wish) => wish.signal === signal);
			const steps = same.flatMap((wish) => this.stepsOf(wish));
			const due = [...new Set(steps)].filter((step) => this.isDue(`${step} ${signal}`));
			const problem = due.length === 0 ? null : await signalSteps(due, String(signal));
			// A step that ended meanwhile is an error to scancel, which signals the others all the same.
			if (problem === null || isUnknownJob(problem)) continue;
			this.onProblem(problem);
			if (!isTransient(problem)) continue;
			for (const wish of same) if (this.stepsOf(wish).some((step) => due.includes(step))) wish.otherwise();
		}
		for (const wish of unknown) {
			if (this.stepsOf(wish).length > 0 || wish.tries === 0) continue;
			const next = { ...wish, tries: wish.tries - 1, otherwise: answered ? wish.otherwise : () => undefined };
			setTimeout(() => wish.srunPids.some(isAlive) && this.wish(next), STEP_COMES_MS);
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

	/** False when Slurm does not answer. */
	private async learnSteps(): Promise<boolean> {
		const { code, stdout, stderr } = await runProgram("scontrol", ["--oneliner", "show", "step", this.slurmJobId], {
			timeoutMs: ANSWER_MS,
		});
		if (code !== 0) this.onProblem(`steps cannot be found: ${stderr.trim()}`);
		for (const [pid, step] of parseSteps(stdout, hostname())) this.steps.set(pid, step);
		return code === 0;
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
