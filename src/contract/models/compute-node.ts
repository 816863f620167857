// Wire records of the REST interface: compute node.
import { z } from "zod";
import { count, int64, measuredTime, page } from "../scalars.ts";
import { lossCause } from "./result.ts";

export const computeNodeModel = z
	.object({
		avg_cpu_percent: z.number().min(0).nullish(),
		avg_memory_bytes: count.nullish(),
		compute_node_type: z.string(),
		duration_seconds: measuredTime.nullish(),
		end_time: z.string().nullish(),
		hostname: z.string(),
		id: int64.nullish(),
		is_active: z.boolean().nullish(),
		labels: z.array(z.string()).nullish(),
		memory_gb: z.number().min(0),
		num_cpus: count,
		num_gpus: count,
		num_nodes: count,
		peak_cpu_percent: z.number().min(0).nullish(),
		peak_memory_bytes: count.nullish(),
		pid: int64,
		sample_count: count.nullish(),
		scheduler: z.unknown().nullish(),
		scheduler_config_id: int64.nullish(),
		start_time: z.string(),
		time_limit: z.string().nullish(),
		workflow_id: int64,
	})
	.meta({ id: "ComputeNodeModel" });
export type ComputeNodeModel = z.infer<typeof computeNodeModel>;

export const listComputeNodesResponse = page(computeNodeModel).meta({ id: "ListComputeNodesResponse" });
export type ListComputeNodesResponse = z.infer<typeof listComputeNodesResponse>;

export const scheduledComputeNodesModel = z
	.object({
		id: int64.nullish(),
		scheduler_config_id: int64,
		scheduler_id: int64,
		scheduler_type: z.string(),
		status: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "ScheduledComputeNodesModel" });
export type ScheduledComputeNodesModel = z.infer<typeof scheduledComputeNodesModel>;

export const listScheduledComputeNodesResponse = page(scheduledComputeNodesModel).meta({
	id: "ListScheduledComputeNodesResponse",
});
export type ListScheduledComputeNodesResponse = z.infer<typeof listScheduledComputeNodesResponse>;

const lostNode = z.object({
	compute_node_id: int64,
	/** What happened to it, in words. */
	reason: z.string(),
	cause: lossCause.nullish(),
	/** When it ended, where that is known; else its last sign of life decides. */
	ended_at: z.iso.datetime({ offset: true }).nullish(),
});

export const retireNodesRequest = z
	.object({
		/** Nodes the caller knows to be lost; those that signed off or are silent for too long are found anyway. */
		lost: z.array(lostNode),
		/** Also jobs without a node, once no node is active. */
		unowned: z.boolean().nullish(),
		/** The terminated jobs go on at once, as their next attempt. */
		resume: z.boolean().nullish(),
		/** Only tell. */
		dry_run: z.boolean().nullish(),
	})
	.meta({ id: "RetireNodesRequest" });

const orphanedJob = z
	.object({
		job_id: int64,
		job_name: z.string(),
		/** `running`: terminated. `pending`: ready again. */
		was: z.enum(["pending", "running"]),
		compute_node_id: int64.nullish(),
		reason: z.string(),
	})
	.meta({ id: "OrphanedJob" });
export type OrphanedJob = z.infer<typeof orphanedJob>;

export const retireNodesResponse = z
	.object({ compute_node_ids: z.array(int64), jobs: z.array(orphanedJob) })
	.meta({ id: "RetireNodesResponse" });
