// The states of a job and what they mean for its dependents and its workflow (2-states §0, §2).

/** In the order of the published numbers: `JOB_STATUSES.indexOf(status)` is the number. */
export const JOB_STATUSES = [
	"uninitialized",
	"blocked",
	"ready",
	"pending",
	"running",
	"completed",
	"failed",
	"canceled",
	"terminated",
	"disabled",
	"pending_failed",
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** The states a completion may report. */
export type EndStatus = "completed" | "failed" | "canceled" | "terminated" | "pending_failed";

const COMPLETE: ReadonlySet<JobStatus> = new Set(["completed", "failed", "canceled", "terminated"]);
const ENDED: ReadonlySet<JobStatus> = new Set([...COMPLETE, "disabled"]);
const END_REPORTS: ReadonlySet<JobStatus> = new Set([...COMPLETE, "pending_failed"]);

/** The job has an outcome: `already complete` checks, hash and pointer rules use this set. */
export const isComplete = (status: JobStatus): boolean => COMPLETE.has(status);

/** The job no longer keeps its workflow open. */
export const isEnded = (status: JobStatus): boolean => ENDED.has(status);

/** The state may be reported by a runner as a job's outcome. */
export const isEndReport = (status: string): status is EndStatus => END_REPORTS.has(status as JobStatus);

export const isJobStatus = (text: string): text is JobStatus => (JOB_STATUSES as readonly string[]).includes(text);

/**
 * What a job contributes to the dependency sets it is a member of: `open` keeps waiters blocked, `good` and
 * `bad` count as ended, `bad` cancels waiters that want it. A terminated job is unfinished work and stays
 * `open`; a failed job with return code 0 is `good` (2-states §0.7).
 */
export type DependencyState = "open" | "good" | "bad";

export function dependencyState(status: JobStatus, returnCode: number | null): DependencyState {
	if (status === "completed") return "good";
	if (status === "canceled") return "bad";
	if (status === "failed") return returnCode === 0 ? "good" : "bad";
	return "open";
}
