// Wire records of the REST interface: compute node.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const computeNodeModel = z
	.object({
		avg_cpu_percent: z.number().nullish(),
		avg_memory_bytes: int64.nullish(),
		compute_node_type: z.string(),
		duration_seconds: z.number().nullish(),
		end_time: z.string().nullish(),
		hostname: z.string(),
		id: int64.nullish(),
		is_active: z.boolean().nullish(),
		labels: z.array(z.string()).nullish(),
		memory_gb: z.number(),
		num_cpus: int64,
		num_gpus: int64,
		num_nodes: int64,
		peak_cpu_percent: z.number().nullish(),
		peak_memory_bytes: int64.nullish(),
		pid: int64,
		sample_count: int64.nullish(),
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
