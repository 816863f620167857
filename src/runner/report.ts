// What the server is told of a job's end.
import type { ClaimedJob, FinishedReport } from "../contract/sync.ts";
import type { LossCause } from "../core/lost-work.ts";
import type { ExitReport } from "../platform/spawn.ts";
import type { LeftBehind } from "./checkpoint/progress.ts";
import type { Judgement } from "./process/judge-exit.ts";
import type { RunningJob } from "./process/running-job.ts";

export interface EndFacts {
	readonly job: RunningJob;
	readonly exit: ExitReport;
	readonly judgement: Judgement;
	/** Epoch milliseconds. */
	readonly endedAt: number;
	readonly outputs: FinishedReport["output_files"];
	readonly retry: FinishedReport["retry"];
	/** Seconds it was given to end by itself; null = it was not asked. */
	readonly leadSeconds: number | null;
	readonly left: LeftBehind;
	/** What the work it lost counts under; null: what its status says. */
	readonly cause: LossCause | null;
}

export function makeReport({
	job,
	exit,
	judgement,
	endedAt,
	outputs,
	retry,
	leadSeconds,
	left,
	cause,
}: EndFacts): FinishedReport {
	const seconds = Math.max(0.001, (endedAt - job.startedAt) / 1000);
	const { samples, peakBytes, sumBytes, peakCpuPercent } = job.usage;
	const kernelPeak = trustedPeak(exit.maxRssBytes);
	const signalToExit = job.signaledAt === null ? null : Math.max(0, endedAt - job.signaledAt) / 1000;
	const avgCpu = exit.cpuSeconds === null ? null : (exit.cpuSeconds / seconds) * 100;
	return {
		...identity(job.job),
		status: judgement.status,
		return_code: judgement.returnCode,
		signal: exit.signal,
		reason: judgement.reason,
		exec_time_minutes: seconds / 60,
		start_time: new Date(job.startedAt).toISOString(),
		completion_time: new Date(endedAt).toISOString(),
		...(samples > 0
			? {
					peak_memory_bytes: Math.max(peakBytes, kernelPeak),
					avg_memory_bytes: Math.round(sumBytes / samples),
					peak_cpu_percent: Math.max(peakCpuPercent, avgCpu ?? 0),
				}
			: {}),
		...(avgCpu === null ? {} : { avg_cpu_percent: avgCpu }),
		...(signalToExit === null ? {} : { signal_to_exit_seconds: signalToExit, signal_lead_seconds: leadSeconds }),
		...(outputs && outputs.length > 0 ? { output_files: outputs } : {}),
		...(left.checkpoint === null ? {} : { checkpoint: left.checkpoint }),
		...(judgement.status === "terminated" ? terminationFacts(left, cause) : {}),
		...(retry ? { retry } : {}),
	};
}

function terminationFacts({ progress }: LeftBehind, cause: LossCause | null): Partial<FinishedReport> {
	return { ...(progress === null ? {} : { progress }), ...(cause === null ? {} : { cause }) };
}

/**
 * A child's peak starts at its parent's (the kernel carries it through vfork and exec): what is not above this process's
 * own says nothing about the job.
 */
function trustedPeak(maxRssBytes: number | null): number {
	if (maxRssBytes === null) return 0;
	const ownBytes = process.resourceUsage().maxRSS * 1024;
	return maxRssBytes > ownBytes ? maxRssBytes : 0;
}

/** A job that never ran. */
export function startFailureReport(job: ClaimedJob, code: number, reason: string, now: number): FinishedReport {
	const at = new Date(now).toISOString();
	return {
		...identity(job),
		status: "failed",
		return_code: code,
		reason,
		exec_time_minutes: 0,
		start_time: at,
		completion_time: at,
	};
}

const identity = (job: ClaimedJob): Pick<FinishedReport, "job_id" | "run_id" | "attempt_id"> => ({
	job_id: job.id,
	run_id: job.run_id,
	attempt_id: job.attempt_id,
});
