// When actions fire (2-states §6).

export const TRIGGER_TYPES = [
	"on_workflow_start",
	"on_workflow_complete",
	"on_worker_start",
	"on_worker_complete",
	"on_jobs_ready",
	"on_jobs_complete",
] as const;
export type TriggerType = (typeof TRIGGER_TYPES)[number];

/** Counts the jobs that the action lists; the others fire by themselves. */
export type JobTrigger = Extract<TriggerType, `on_jobs_${string}`>;
export type PlainTrigger = Exclude<TriggerType, JobTrigger>;

export const isJobTrigger = (trigger: string): trigger is JobTrigger =>
	trigger === "on_jobs_ready" || trigger === "on_jobs_complete";

/** Triggers whose schedule_nodes action makes a workflow submittable (1-spec §7, 5-slurm §3). */
export const SUBMIT_TRIGGERS: readonly string[] = ["on_workflow_start", "on_jobs_ready", "on_jobs_complete"];
