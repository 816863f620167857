// Wire records of the REST interface: jobs made by a running job.
import { z } from "zod";
import { int64 } from "../scalars.ts";

export const spawnJobModel = z
	.strictObject({
		cancel_on_blocking_job_failure: z.boolean().nullish(),
		command: z.string(),
		/** Names of existing jobs or of jobs of the same request. */
		depends_on: z.array(z.string()).nullish(),
		/** Name of a failure handler of the workflow. */
		failure_handler: z.string().nullish(),
		labels: z.array(z.string()).nullish(),
		name: z.string(),
		priority: int64.min(0).nullish(),
		/** Name of resource requirements of the workflow; absent: `default`. */
		resource_requirements: z.string().nullish(),
		supports_termination: z.boolean().nullish(),
	})
	.meta({ id: "SpawnJobModel" });
export type SpawnJobModel = z.infer<typeof spawnJobModel>;

export const spawnJobsRequest = z
	.strictObject({
		jobs: z.array(spawnJobModel),
		/** Name of the loop; absent: the calling job's name. */
		lineage: z.string().nullish(),
		/** Any JSON, kept for the next round. */
		state: z.unknown().optional(),
	})
	.meta({ id: "SpawnJobsRequest" });
export type SpawnJobsRequest = z.infer<typeof spawnJobsRequest>;

export const spawnJobsResponse = z
	.object({
		iteration: int64,
		spawned_job_ids: z.array(int64),
	})
	.meta({ id: "SpawnJobsResponse" });
export type SpawnJobsResponse = z.infer<typeof spawnJobsResponse>;
