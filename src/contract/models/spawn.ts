// Wire records of the REST interface: spawn.
import { z } from "zod";
import { int64 } from "../scalars.ts";

export const spawnJobModel = z
	.strictObject({
		cancel_on_blocking_job_failure: z.boolean().nullish(),
		command: z.string(),
		depends_on: z.array(z.string()).nullish(),
		labels: z.array(z.string()).nullish(),
		name: z.string(),
		priority: int64.nullish(),
		resource_requirements: z.string().nullish(),
	})
	.meta({ id: "SpawnJobModel" });
export type SpawnJobModel = z.infer<typeof spawnJobModel>;

export const spawnJobsRequest = z
	.strictObject({
		jobs: z.array(spawnJobModel),
		lineage: z.string().nullish(),
		state: z.unknown().nullish(),
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
