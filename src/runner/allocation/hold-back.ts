// Jobs may have had Slurm's signal directly and be gone before the runner hears its own: such an exit belongs to the
// ending (4-runner §8, When a job has ended).
import type { ExitReport } from "../../platform/spawn.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Session } from "../session.ts";
import type { Ender } from "../terminate/ender.ts";

const TERM = 15;
/** A warning may come early by Slurm's ticks: one of its own and one of rounding, 30 s each. */
const EARLY_MS = 60_000;
const BY_TERM_MS = 1_000;
const ANY_MS = 200;

interface Moment {
	readonly exitedAt: number;
	/** End of the allocation, epoch milliseconds. */
	readonly deadline: number | undefined;
	readonly warningSeconds: number | null;
}

/** Waits as long as a signal may still explain the exit; one that does marks the job as asked. */
export async function holdBack(session: Session, ender: Ender, job: RunningJob, exit: ExitReport): Promise<void> {
	const { allocation } = session.options;
	if (allocation === undefined || job.signaledAt !== null || job.killedAt !== null) return;
	const exitedAt = session.clock();
	const began = ender.beganAt;
	if (began !== null && began <= exitedAt) {
		// Dead when it was to be asked, and heard of only now.
		const isDue = byTerm(exit) || ender.asks(job);
		if (isDue && belongsToSignal(exit, began, exitedAt)) job.signaledAt = began;
		return;
	}
	const { deadline } = session;
	const waitMs = holdBackMs(exit, { exitedAt, deadline, warningSeconds: allocation.warningSeconds });
	if (waitMs === 0) return;
	await new Promise((done) => setTimeout(done, waitMs));
	const { beganAt, ending } = ender;
	if (ending !== null && beganAt !== null && beganAt >= exitedAt && belongsToSignal(exit, exitedAt, beganAt)) {
		job.signaledAt = exitedAt;
	}
}

/** How long the judgement of an exit waits for a signal that explains it; milliseconds. */
function holdBackMs(exit: ExitReport, { exitedAt, deadline, warningSeconds }: Moment): number {
	if (byTerm(exit)) return BY_TERM_MS;
	if (deadline === undefined) return 0;
	const warningDue = deadline - (warningSeconds ?? 0) * 1000 - EARLY_MS;
	return exitedAt >= warningDue ? ANY_MS : 0;
}

/** Whether an exit so near to the runner's own signal was part of it. */
const belongsToSignal = (exit: ExitReport, first: number, second: number): boolean =>
	second - first <= (byTerm(exit) ? BY_TERM_MS : ANY_MS);

const byTerm = (exit: ExitReport): boolean => exit.signal === TERM || exit.code === 128 + TERM;
