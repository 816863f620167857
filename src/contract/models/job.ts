// Wire records of the REST interface: job.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const computeNodeSchedule = z
	.object({
		max_parallel_jobs: int64.nullish(),
		num_jobs: int64,
		scheduler_id: int64,
		start_one_worker_per_node: z.boolean().nullish(),
	})
	.meta({ id: "ComputeNodeSchedule" });
export type ComputeNodeSchedule = z.infer<typeof computeNodeSchedule>;

export const jobStatus = z
	.enum([
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
	])
	.meta({ id: "JobStatus" });
export type JobStatus = z.infer<typeof jobStatus>;

export const jobModel = z
	.object({
		attempt_id: int64.nullish(),
		cancel_on_blocking_job_failure: z.boolean().nullish(),
		/** What the specification declares of its checkpoints; read only. */
		checkpoint: z.record(z.string(), z.unknown()).nullish(),
		command: z.string(),
		compute_node_id: int64.nullish(),
		depends_on_job_ids: z.array(int64).nullish(),
		env: z.record(z.string(), z.string()).nullish(),
		failure_handler_id: int64.nullish(),
		id: int64.nullish(),
		input_file_ids: z.array(int64).nullish(),
		input_user_data_ids: z.array(int64).nullish(),
		invocation_script: z.string().nullish(),
		labels: z.array(z.string()).nullish(),
		name: z.string(),
		origin: z.string().nullish(),
		output_file_ids: z.array(int64).nullish(),
		output_user_data_ids: z.array(int64).nullish(),
		priority: int64.min(0).nullish(),
		resource_requirements_id: int64.nullish(),
		/** Starts after a termination; read only. */
		restart_count: int64.nullish(),
		schedule_compute_nodes: computeNodeSchedule.nullish(),
		scheduler_id: int64.nullish(),
		start_time: z.string().nullish(),
		status: jobStatus.nullish(),
		supports_termination: z.boolean().nullish(),
		workflow_id: int64,
	})
	.meta({ id: "JobModel" });
export type JobModel = z.infer<typeof jobModel>;

export const jobsModel = z
	.object({
		jobs: z.array(jobModel),
	})
	.meta({ id: "JobsModel" });
export type JobsModel = z.infer<typeof jobsModel>;

export const createJobsResponse = z
	.object({
		jobs: z.array(jobModel).nullish(),
	})
	.meta({ id: "CreateJobsResponse" });
export type CreateJobsResponse = z.infer<typeof createJobsResponse>;

export const listJobsResponse = page(jobModel).meta({ id: "ListJobsResponse" });
export type ListJobsResponse = z.infer<typeof listJobsResponse>;

export const listJobIdsResponse = z
	.object({
		count: int64,
		job_ids: z.array(int64),
	})
	.meta({ id: "ListJobIdsResponse" });
export type ListJobIdsResponse = z.infer<typeof listJobIdsResponse>;

export const jobDependencyModel = z
	.object({
		depends_on_job_id: int64,
		depends_on_job_name: z.string(),
		job_id: int64,
		job_name: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "JobDependencyModel" });
export type JobDependencyModel = z.infer<typeof jobDependencyModel>;

export const listJobDependenciesResponse = page(jobDependencyModel).meta({ id: "ListJobDependenciesResponse" });
export type ListJobDependenciesResponse = z.infer<typeof listJobDependenciesResponse>;

export const jobFileRelationshipModel = z
	.object({
		consumer_job_id: int64.nullish(),
		consumer_job_name: z.string().nullish(),
		file_id: int64,
		file_name: z.string(),
		file_path: z.string(),
		producer_job_id: int64.nullish(),
		producer_job_name: z.string().nullish(),
		workflow_id: int64,
	})
	.meta({ id: "JobFileRelationshipModel" });
export type JobFileRelationshipModel = z.infer<typeof jobFileRelationshipModel>;

export const listJobFileRelationshipsResponse = page(jobFileRelationshipModel).meta({
	id: "ListJobFileRelationshipsResponse",
});
export type ListJobFileRelationshipsResponse = z.infer<typeof listJobFileRelationshipsResponse>;

export const jobUserDataRelationshipModel = z
	.object({
		consumer_job_id: int64.nullish(),
		consumer_job_name: z.string().nullish(),
		producer_job_id: int64.nullish(),
		producer_job_name: z.string().nullish(),
		user_data_id: int64,
		user_data_name: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "JobUserDataRelationshipModel" });
export type JobUserDataRelationshipModel = z.infer<typeof jobUserDataRelationshipModel>;

export const listJobUserDataRelationshipsResponse = page(jobUserDataRelationshipModel).meta({
	id: "ListJobUserDataRelationshipsResponse",
});
export type ListJobUserDataRelationshipsResponse = z.infer<typeof listJobUserDataRelationshipsResponse>;

export const runningJobModel = z
	.object({
		compute_node_name: z.string(),
		job_id: int64,
		job_name: z.string(),
		scheduler_job_id: z.string().nullish(),
		scheduler_type: z.string(),
		start_time: z.string().nullish(),
	})
	.meta({ id: "RunningJobModel" });
export type RunningJobModel = z.infer<typeof runningJobModel>;

export const runningJobsResponse = page(runningJobModel).meta({ id: "RunningJobsResponse" });
export type RunningJobsResponse = z.infer<typeof runningJobsResponse>;
