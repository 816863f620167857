// What becomes of a job that has ended, by its exit, what was done to it, and its declared outputs.
import type { FinishedReport } from "../contract/sync.ts";
import type { ExitReport } from "../platform/spawn.ts";
import { checkpointSettings } from "./checkpoint/declared-files.ts";
import { type Judgement, judgeExit } from "./process/judge-exit.ts";
import { checkOutputs } from "./process/output-files.ts";
import type { RunningJob } from "./process/running-job.ts";
import type { Session } from "./session.ts";
import type { Ending } from "./terminate/duty.ts";

export interface RunnerEnding {
	readonly ending: Ending | null;
	/** In words; null while the runner goes on. */
	readonly why: string | null;
}

export interface JudgedEnd {
	readonly judged: Judgement;
	/** Declared outputs that are there. */
	readonly outputs: NonNullable<FinishedReport["output_files"]>;
}

export function judgeEnd(
	{ execution, workflow }: Session,
	job: RunningJob,
	exit: ExitReport,
	{ ending, why }: RunnerEnding,
): JudgedEnd {
	const outputs = exit.code === 0 ? checkOutputs(job.job) : { found: [], missing: [] };
	const judged = judgeExit(
		{
			exit,
			signaled: job.signaledAt !== null,
			killed: job.killedAt !== null,
			overMemory: job.overMemory,
			missing: outputs.missing,
			checkpointExitCode: checkpointSettings(job.job)?.exitCode ?? null,
		},
		{
			timeoutExitCode: execution.timeout_exit_code ?? 152,
			oomExitCode: execution.oom_exit_code ?? 137,
			usePendingFailed: workflow.use_pending_failed ?? false,
			endedAs: ending === "cancel" ? "canceled" : "terminated",
			why,
		},
		job.job.failure_handler_rules ?? null,
	);
	return { judged, outputs: outputs.found };
}
