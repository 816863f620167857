// What follows from a failure: another attempt, after the handler's script if it has one, or the end (4-runner §9).
import type { FinishedReport } from "../../contract/sync.ts";
import type { Judgement } from "../process/judge-exit.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Ending } from "../terminate/duty.ts";
import type { RecoveryScript } from "./recovery-script.ts";

export interface RetryContext {
	/** Read when it matters: the ending may begin while the script runs. */
	ending(): Ending | null;
	runScript(script: RecoveryScript): Promise<"done" | "failed" | "interrupted">;
}

export interface Verdict {
	readonly judgement: Judgement;
	readonly retry: FinishedReport["retry"];
}

/** A script that the ending interrupts leaves unfinished work: the job runs again later, no attempt of the rule is spent. */
export async function decideRetry(context: RetryContext, job: RunningJob, judgement: Judgement): Promise<Verdict> {
	const { rule, returnCode } = judgement;
	const stands: Verdict = { judgement, retry: null };
	if (rule === null || job.job.retries_in_run + 1 >= rule.max_retries || context.ending() === "cancel") return stands;
	const retry = { max_retries: rule.max_retries };
	if (!rule.recovery_script) return { judgement, retry };
	const outcome = await context.runScript({ job: job.job, script: rule.recovery_script, returnCode });
	if (outcome === "done" || (outcome === "failed" && rule.recovery_script_failure === "retry")) {
		return { judgement, retry };
	}
	if (outcome === "failed") return stands;
	const status = context.ending() === "cancel" ? "canceled" : "terminated";
	const reason = `failed with code ${returnCode}; its recovery script was stopped by the end of the runner`;
	return { judgement: { ...judgement, status, reason }, retry: null };
}
