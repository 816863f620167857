// Wire records of the REST interface: compute node.
import { z } from "zod";
import { count, int64, measuredTime, page } from "../scalars.ts";

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
