// Wire records of the REST interface: workflow.
import { z } from "zod";
import { count, int64, page, recordOrText } from "../scalars.ts";
import { executionConfig, resourceMonitorConfig } from "./execution-config.ts";

export const dynamicJobsConfig = z
	.strictObject({
		max_iterations: int64.nullish(),
	})
	.meta({ id: "DynamicJobsConfig" });
export type DynamicJobsConfig = z.infer<typeof dynamicJobsConfig>;

export const workflowModel = z
	.object({
		access_groups: z.array(z.string()).nullish(),
		compute_node_expiration_buffer_seconds: count.nullish(),
		compute_node_ignore_workflow_completion: z.boolean().nullish(),
		compute_node_min_time_for_new_jobs_seconds: count.nullish(),
		compute_node_wait_for_healthy_database_minutes: count.nullish(),
		compute_node_wait_for_new_jobs_seconds: count.nullish(),
		description: z.string().nullish(),
		dynamic_jobs: dynamicJobsConfig.nullish(),
		enable_ro_crate: z.boolean().nullish(),
		env: z.record(z.string(), z.string()).nullish(),
		execution_config: executionConfig.nullish(),
		id: int64.nullish(),
		is_archived: z.boolean().nullish(),
		is_canceled: z.boolean().nullish(),
		/** Of 0.12: the order in which ready jobs are claimed. */
		jobs_sort_method: z.enum(["gpus_runtime_memory", "gpus_memory_runtime", "none"]).nullish(),
		metadata: recordOrText(z.record(z.string(), z.unknown()).nullish()).optional(),
		name: z.string(),
		project: z.string().nullish(),
		resource_monitor_config: recordOrText(resourceMonitorConfig.nullish()).optional(),
		run_id: int64.nullish(),
		/** Of 0.12: equal to the id. */
		status_id: int64.nullish(),
		slurm_defaults: recordOrText(z.record(z.string(), z.unknown()).nullish()).optional(),
		submission_directory: z.string().nullish(),
		timestamp: z.string().nullish(),
		use_pending_failed: z.boolean().nullish(),
		user: z.string(),
	})
	.meta({ id: "WorkflowModel" });
export type WorkflowModel = z.infer<typeof workflowModel>;

export const jobStatusCounts = z
	.object({
		blocked: int64,
		canceled: int64,
		completed: int64,
		disabled: int64,
		failed: int64,
		pending: int64,
		pending_failed: int64,
		ready: int64,
		running: int64,
		terminated: int64,
		uninitialized: int64,
	})
	.meta({ id: "JobStatusCounts" });
export type JobStatusCounts = z.infer<typeof jobStatusCounts>;

const jobNearLead = z
	.object({ job_id: int64, job_name: z.string(), p95_seconds: z.number(), lead_seconds: z.number() })
	.meta({ id: "JobNearLead" });

/** How long jobs took to end after their signal, over the latest 200 endings; times in seconds. */
const endingTimes = z
	.object({
		count: int64,
		p95_seconds: z.number(),
		/** What the last of them was given. */
		lead_seconds: z.number().nullish(),
		/** Jobs whose own p95 is at least 80 % of what they were given last, the tightest first; at most 20. */
		jobs_near_lead: z.array(jobNearLead),
	})
	.meta({ id: "EndingTimes" });

const lostWork = z
	.object({
		/** Attempts that did not complete, also those that lost nothing. */
		attempts: int64,
		/** Of these, without a known checkpoint: all they did counts as lost. */
		without_checkpoint: int64,
		/** Hours lost × CPUs the job held. */
		cpu_hours: z.number(),
		/** Hours lost × nodes, or the part of one, that the job held. */
		node_hours: z.number(),
	})
	.meta({ id: "LostWork" });

/** What ends of attempts have cost over all runs (docs/reference/endings.md). */
const lostWorkByCause = z
	.object({
		wall_time: lostWork,
		preemption: lostWork,
		failure: lostWork,
		node_loss: lostWork,
		cancel: lostWork,
		stop: lostWork,
		total: lostWork,
	})
	.meta({ id: "LostWorkByCause" });

export const workflowStatusResponse = z
	.object({
		active_compute_nodes: int64,
		active_scheduled_nodes: int64,
		/** Absent as long as no job was asked to end. */
		ending_times: endingTimes.nullish(),
		/** Of 0.12, like id, is_archived and run_id: its status record. */
		has_detected_need_to_run_completion_script: z.boolean().optional(),
		has_unfinished_work: z.boolean().optional(),
		id: int64.optional(),
		is_archived: z.boolean().optional(),
		is_canceled: z.boolean(),
		is_complete: z.boolean(),
		jobs_by_status: jobStatusCounts,
		longest_ready_runtime_seconds: int64.nullish(),
		lost_work: lostWorkByCause.optional(),
		max_allocation_remaining_seconds: int64.nullish(),
		pending_scheduled_nodes: int64,
		run_id: int64.optional(),
		runtime_blocked_ready_jobs: int64,
		total_exec_time_minutes: z.number(),
		total_jobs: int64,
		unserved_ready_labels: z.record(z.string(), int64).nullish(),
		walltime_seconds: z.number().nullish(),
		workflow_id: int64,
		workflow_name: z.string(),
		workflow_user: z.string(),
	})
	.meta({ id: "WorkflowStatusResponse" });
export type WorkflowStatusResponse = z.infer<typeof workflowStatusResponse>;

/** The status record of 0.12. */
export const workflowStatusModel = z
	.object({
		has_detected_need_to_run_completion_script: z.boolean().nullish(),
		id: int64.nullish(),
		is_archived: z.boolean().nullish(),
		is_canceled: z.boolean().nullish(),
		run_id: int64.nullish(),
	})
	.meta({ id: "WorkflowStatusModel" });
export type WorkflowStatusModel = z.infer<typeof workflowStatusModel>;

export const isCompleteResponse = z
	.object({
		/** A terminated job is left, so that a chain of allocations goes on. */
		has_unfinished_work: z.boolean().optional(),
		is_canceled: z.boolean(),
		is_complete: z.boolean(),
		/** Of 0.12; always false. */
		needs_to_run_completion_script: z.boolean().optional(),
	})
	.meta({ id: "IsCompleteResponse" });
export type IsCompleteResponse = z.infer<typeof isCompleteResponse>;

export const isUninitializedResponse = z
	.object({
		is_uninitialized: z.boolean(),
	})
	.meta({ id: "IsUninitializedResponse" });
export type IsUninitializedResponse = z.infer<typeof isUninitializedResponse>;

export const archiveWorkflowRequest = z
	.object({
		is_archived: z.boolean(),
	})
	.meta({ id: "ArchiveWorkflowRequest" });
export type ArchiveWorkflowRequest = z.infer<typeof archiveWorkflowRequest>;

export const resetJobStatusResponse = z
	.object({
		reset_type: z.string().nullish(),
		status: z.string(),
		updated_count: int64,
		workflow_id: int64,
	})
	.meta({ id: "ResetJobStatusResponse" });
export type ResetJobStatusResponse = z.infer<typeof resetJobStatusResponse>;

export const listWorkflowsResponse = page(workflowModel).meta({ id: "ListWorkflowsResponse" });
export type ListWorkflowsResponse = z.infer<typeof listWorkflowsResponse>;

export const processChangedJobInputsResponse = z
	.object({
		reinitialized_jobs: z.array(z.string()),
	})
	.meta({ id: "ProcessChangedJobInputsResponse" });
export type ProcessChangedJobInputsResponse = z.infer<typeof processChangedJobInputsResponse>;

export const getReadyJobRequirementsResponse = z
	.object({
		max_num_nodes: int64,
		max_runtime: z.string(),
		memory_gb: z.number(),
		num_cpus: int64,
		num_gpus: int64,
		num_jobs: int64,
	})
	.meta({ id: "GetReadyJobRequirementsResponse" });
export type GetReadyJobRequirementsResponse = z.infer<typeof getReadyJobRequirementsResponse>;
