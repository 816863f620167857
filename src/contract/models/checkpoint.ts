// Wire records of the REST interface: checkpoints that attempts of jobs left (ours).
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const checkpointFacts = z.object({
	/** RFC 3339: when the newest of its files was written. */
	saved_at: z.iso.datetime({ offset: true }),
	num_files: int64,
	size_bytes: int64,
	/** Of the newest file, on the node that ran the job. */
	path: z.string(),
	/** Absent: not checked. */
	is_valid: z.boolean().nullish(),
});
export type CheckpointFacts = z.infer<typeof checkpointFacts>;

export const checkpointModel = checkpointFacts
	.extend({
		attempt_id: int64,
		id: int64,
		job_id: int64,
		job_name: z.string().nullish(),
		recorded_at: z.string(),
		run_id: int64,
		workflow_id: int64,
	})
	.meta({ id: "CheckpointModel" });
export type CheckpointModel = z.infer<typeof checkpointModel>;

/** Looked at after the attempt: it is that of the job's last one. */
export const newCheckpoint = checkpointFacts
	.extend({ job_id: int64, workflow_id: int64 })
	.meta({ id: "NewCheckpoint" });

export const listCheckpointsResponse = page(checkpointModel).meta({ id: "ListCheckpointsResponse" });
