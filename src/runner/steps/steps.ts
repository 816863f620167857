// Jobs that run as steps of the allocation: what only Slurm knows of their ends.
import { fileTail } from "../../platform/file-tail.ts";
import type { ExitReport } from "../../platform/spawn.ts";
import { isOutOfMemory } from "../../slurm/accounting/step-accounts.ts";
import type { Allocation } from "../allocation/allocation.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Session } from "../session.ts";
import { StepFigures } from "./step-figures.ts";
import { stepName } from "./step-name.ts";
import { StepStates } from "./step-states.ts";

const TAIL_BYTES = 16_384;

export class Steps {
	readonly figures: StepFigures;
	private readonly session: Session;
	private readonly states: StepStates;
	private readonly isEnding: () => boolean;

	constructor(session: Session, allocation: Allocation, isEnding: () => boolean) {
		this.session = session;
		this.isEnding = isEnding;
		this.states = new StepStates(() => allocation.stepAccounts());
		this.figures = new StepFigures(session, allocation.slurmJobId, () => allocation.stepAccounts());
	}

	/**
	 * Whether the step's memory limit ended the job; srun's own code says nothing of it. Failures wait for Slurm's word, at
	 * most 5 s; where there is no accounting, or it does not answer, srun's message decides.
	 */
	async ranOutOfMemory(job: RunningJob, exit: ExitReport): Promise<boolean> {
		if (exit.code === 0 || job.signaledAt !== null || job.killedAt !== null || this.isEnding()) return false;
		const state = await this.states.stateOf(stepName(this.session.workflowId, job.job));
		if (state !== null) return isOutOfMemory(state);
		const said = job.stdio.paths.at(-1);
		return said !== undefined && saysOutOfMemory(fileTail(said, TAIL_BYTES));
	}

	/** An ending has begun: results go at once. */
	hurry(): void {
		this.states.giveUp();
	}
}

/** Lines of srun and slurmstepd in a job's output; the same words in the job's own lines mean nothing. */
export const saysOutOfMemory = (output: string): boolean =>
	/^(?:srun|slurmstepd[^:\n]*): error: .*(?:oom-kill event|Out Of Memory)/m.test(output);
