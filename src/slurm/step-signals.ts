// Signals to the steps that srun processes of this machine have started: a signal to srun itself would kill its step.
import { hostname } from "node:os";
import { runProgram } from "./run-program.ts";
import { signalSteps } from "./scancel.ts";

interface Wish {
	readonly srunPid: number;
	readonly signal: number;
}

/** Jobs that are asked together cost one question and one scancel for each signal. */
export class StepSignals {
	private readonly slurmJobId: string;
	private readonly onProblem: (problem: string) => void;
	private wishes: Wish[] = [];

	constructor(slurmJobId: string, onProblem: (problem: string) => void) {
		this.slurmJobId = slurmJobId;
		this.onProblem = onProblem;
	}

	send(srunPids: readonly number[], signal: number): void {
		if (this.wishes.length === 0) queueMicrotask(() => void this.flush());
		this.wishes.push(...srunPids.map((srunPid) => ({ srunPid, signal })));
	}

	private async flush(): Promise<void> {
		const wishes = this.wishes.splice(0);
		const { code, stdout, stderr } = await runProgram("scontrol", ["--oneliner", "show", "step", this.slurmJobId], {
			timeoutMs: 5_000,
		});
		if (code !== 0) return this.onProblem(`steps cannot be found: ${stderr.trim()}`);
		const steps = parseSteps(stdout, hostname());
		for (const signal of new Set(wishes.map((wish) => wish.signal))) {
			const ids = wishes.filter((wish) => wish.signal === signal).map((wish) => steps.get(wish.srunPid));
			// srun forks a second process that no step names.
			const targets = [...new Set(ids.filter((id) => id !== undefined))];
			const problem = targets.length === 0 ? null : await signalSteps(targets, String(signal));
			if (problem !== null) this.onProblem(problem);
		}
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
