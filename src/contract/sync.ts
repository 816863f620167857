// The one request of our own runner (design §4): reports what started and ended, offers what is free, and gets
// jobs and orders back. It is a long poll: it answers at once when a job fits, an order is there, or `wait_seconds`
// are over. A newer sync of the same node ends the older one's wait with an empty answer.
import { z } from "zod";
import { checkpointFacts } from "./models/checkpoint.ts";
import { jobStatus } from "./models/job.ts";
import { lossCause } from "./models/result.ts";
import { queryInt, route } from "./route.ts";
import { int64 } from "./scalars.ts";

const startedReport = z.object({ job_id: int64, attempt_id: int64, start_time: z.string().nullish() });

/** What a failure handler decided on the runner; the server checks run, attempt and the budget of the run. */
const retryRequest = z.object({ max_retries: int64 });

const finishedReport = z.object({
	job_id: int64,
	run_id: int64,
	attempt_id: int64,
	status: jobStatus,
	return_code: int64,
	/** Signal number that ended the process. */
	signal: int64.nullish(),
	/** What happened, in words. */
	reason: z.string().nullish(),
	exec_time_minutes: z.number(),
	/** RFC 3339. */
	start_time: z.string().nullish(),
	completion_time: z.string(),
	peak_memory_bytes: int64.nullish(),
	avg_memory_bytes: int64.nullish(),
	peak_cpu_percent: z.number().nullish(),
	avg_cpu_percent: z.number().nullish(),
	/** Seconds from the termination signal to the exit. */
	signal_to_exit_seconds: z.number().nullish(),
	/** Seconds the job was given between the two. */
	signal_lead_seconds: z.number().nullish(),
	/** Why the job was stopped, where the status does not tell. */
	cause: lossCause.nullish(),
	/** What the attempt left as its checkpoint. */
	checkpoint: checkpointFacts.nullish(),
	/** A declared checkpoint is newer than at the start of the attempt; null where none is declared. */
	progress: z.boolean().nullish(),
	/** Declared outputs found after exit 0. */
	output_files: z
		.array(
			z.object({
				file_id: int64,
				st_mtime: z.number(),
				size_bytes: int64,
				/** Hexadecimal; for workflows that keep provenance. */
				sha256: z.string().nullish(),
			}),
		)
		.nullish(),
	/** Run the job again as the next attempt instead of ending it. */
	retry: retryRequest.nullish(),
	/** Put a claimed job that could not be started back to ready; its attempt is not used up. */
	give_back: z.boolean().nullish(),
});
export type FinishedReport = z.infer<typeof finishedReport>;

const nodeRoom = z.object({
	num_cpus: int64,
	memory_bytes: int64,
	num_gpus: int64,
	/** Nothing runs on it: a job of several nodes may take it whole. */
	is_idle: z.boolean(),
	/** False: only jobs of several nodes reach it. */
	takes_single_jobs: z.boolean(),
});

const offer = z.object({
	/** By free resources per node, or by count (queue mode). */
	mode: z.enum(["resources", "count"]),
	limit: int64,
	num_cpus: int64,
	memory_bytes: int64,
	num_gpus: int64,
	num_nodes: int64,
	/**
	 * Each node's own room, where the runner has several; the figures above are then the largest of any node, and num_nodes
	 * counts the idle ones.
	 */
	nodes: z.array(nodeRoom).nullish(),
	/** Seconds until the node's end, grace included; absent = no end. */
	time_left_seconds: int64.nullish(),
	scheduler_config_id: int64.nullish(),
	strict_scheduler_match: z.boolean().nullish(),
});
export type Offer = z.infer<typeof offer>;

export const syncRequest = z
	.object({
		run_id: int64,
		started: z.array(startedReport),
		finished: z.array(finishedReport),
		/** Ids of jobs the runner holds that it has not reported as started; any other pending job of the node is sent again. */
		holding: z.array(int64),
		/** Absent: claim nothing. */
		offer: offer.nullish(),
		labels: z.array(z.string()),
		wait_seconds: z.number().min(0).max(600),
		/** Sent by somebody else in the node's name (a journal that is delivered): no sign of life. */
		on_behalf: z.boolean().nullish(),
	})
	.meta({ id: "SyncRequest" });
export type SyncRequest = z.infer<typeof syncRequest>;

const claimedJob = z.object({
	id: int64,
	name: z.string(),
	command: z.string(),
	invocation_script: z.string().nullish(),
	env: z.record(z.string(), z.string()).nullish(),
	attempt_id: int64,
	run_id: int64,
	/** Starts after a termination; 0 at first. */
	restart_count: int64,
	priority: int64,
	supports_termination: z.boolean(),
	resource_requirements_id: int64,
	resource_requirements_name: z.string(),
	num_cpus: int64,
	memory_bytes: int64,
	num_gpus: int64,
	num_nodes: int64,
	runtime_seconds: int64,
	scheduler_id: int64.nullish(),
	output_files: z.array(z.object({ id: int64, name: z.string(), path: z.string() })),
	failure_handler_rules: z
		.array(
			z.object({
				exit_codes: z.array(int64).default([]),
				match_all_exit_codes: z.boolean().default(false),
				recovery_script: z.string().nullish(),
				/** Whether the job runs again although the script failed. Absent: no. */
				recovery_script_failure: z.enum(["stop", "retry"]).nullish(),
				max_retries: int64.default(3),
			}),
		)
		.nullish(),
	/** Retries spent in this run; a rule allows another while retries_in_run + 1 < max_retries. */
	retries_in_run: int64,
	checkpoint: z.record(z.string(), z.unknown()).nullish(),
});
export type ClaimedJob = z.infer<typeof claimedJob>;

const order = z.discriminatedUnion("order", [
	/** End one running job as a wall time would. */
	z.object({ order: z.literal("terminate_job"), job_id: int64, attempt_id: int64 }),
	/** The job is no longer this runner's: kill it, report nothing. */
	z.object({ order: z.literal("drop_job"), job_id: int64, attempt_id: int64 }),
	/** The workflow was canceled: end all jobs as canceled and leave. */
	z.object({ order: z.literal("cancel_workflow") }),
	/** The workflow's run_id moved on: use the new one. */
	z.object({ order: z.literal("new_run"), run_id: int64 }),
]);
export type Order = z.infer<typeof order>;

const rejection = z.object({ job_id: int64, attempt_id: int64, message: z.string() });

const workflowProgress = z.object({
	run_id: int64,
	is_complete: z.boolean(),
	is_canceled: z.boolean(),
	/** A terminated job is left. */
	has_unfinished_work: z.boolean(),
	/** An action that this runner could run is pending or may still fire. */
	actions_pending: int64,
	actions_unfired: int64,
	/** Status word → number of jobs; zero counts are left out. */
	counts: z.record(z.string(), int64),
});
export type WorkflowProgress = z.infer<typeof workflowProgress>;

export const syncReply = z
	.object({
		jobs: z.array(claimedJob),
		orders: z.array(order),
		/** Reports that changed nothing, with the reason; the runner logs them and does not send them again. */
		rejected: z.array(rejection),
		/** The wait was ended by a newer sync of the same node. */
		superseded: z.boolean(),
		workflow: workflowProgress,
	})
	.meta({ id: "SyncReply" });
export type SyncReply = z.infer<typeof syncReply>;

export const syncComputeNode = route({
	id: "sync_compute_node",
	summary: "Reports what started and ended, offers what is free, gets jobs and orders; a long poll",
	method: "POST",
	path: "/workflows/{id}/compute_nodes/{compute_node_id}/sync",
	access: "run workflow",
	params: { id: queryInt, compute_node_id: queryInt },
	body: syncRequest,
	reply: syncReply,
	ours: true,
});

/** Creates a whole workflow in one transaction; the body is newline-delimited JSON (draft-lines.ts). */
export const createWorkflowFromDraft = route({
	id: "create_workflow_from_draft",
	summary: "Creates a whole workflow in one transaction",
	method: "POST",
	path: "/workflow_drafts",
	access: "known user",
	rawBody: "application/x-ndjson",
	reply: z.object({ workflow_id: int64, job_count: int64 }),
	ours: true,
});
