// Wire records of the REST interface: claim.
import { z } from "zod";
import { count, int64 } from "../scalars.ts";
import { jobModel, jobStatus } from "./job.ts";
import { resultModel } from "./result.ts";

export const computeNodesResources = z
	.object({
		id: int64.nullish(),
		labels: z.array(z.string()).nullish(),
		memory_gb: z.number().min(0),
		num_cpus: count,
		num_gpus: count,
		num_nodes: count,
		scheduler_config_id: int64.nullish(),
		time_limit: z.string().nullish(),
	})
	.meta({ id: "ComputeNodesResources" });
export type ComputeNodesResources = z.infer<typeof computeNodesResources>;

export const claimJobsBasedOnResources = z
	.object({
		jobs: z.array(jobModel).nullish(),
		reason: z.string().nullish(),
	})
	.meta({ id: "ClaimJobsBasedOnResources" });
export type ClaimJobsBasedOnResources = z.infer<typeof claimJobsBasedOnResources>;

export const claimNextJobsResponse = z
	.object({
		jobs: z.array(jobModel).nullish(),
	})
	.meta({ id: "ClaimNextJobsResponse" });
export type ClaimNextJobsResponse = z.infer<typeof claimNextJobsResponse>;

export const jobCompletionEntry = z
	.object({
		job_id: int64,
		result: resultModel,
		run_id: int64,
		status: jobStatus,
	})
	.meta({ id: "JobCompletionEntry" });
export type JobCompletionEntry = z.infer<typeof jobCompletionEntry>;

export const batchCompleteJobsRequest = z
	.object({
		completions: z.array(jobCompletionEntry),
	})
	.meta({ id: "BatchCompleteJobsRequest" });
export type BatchCompleteJobsRequest = z.infer<typeof batchCompleteJobsRequest>;

export const jobCompletionError = z
	.object({
		job_id: int64,
		message: z.string(),
	})
	.meta({ id: "JobCompletionError" });
export type JobCompletionError = z.infer<typeof jobCompletionError>;

export const batchCompleteJobsResponse = z
	.object({
		completed: z.array(int64),
		errors: z.array(jobCompletionError),
	})
	.meta({ id: "BatchCompleteJobsResponse" });
export type BatchCompleteJobsResponse = z.infer<typeof batchCompleteJobsResponse>;
