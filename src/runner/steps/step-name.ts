// The name under which Slurm knows a job's step (4-runner §7).
import type { ClaimedJob } from "../../contract/sync.ts";

export const stepName = (workflowId: number, job: Pick<ClaimedJob, "id" | "run_id" | "attempt_id">): string =>
	`wf${workflowId}_j${job.id}_r${job.run_id}_a${job.attempt_id}`;
