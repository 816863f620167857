// Wire records of the REST interface: action.
import { z } from "zod";
import { count, int64 } from "../scalars.ts";

export const workflowActionModel = z
	.object({
		action_config: z.unknown(),
		action_type: z.string(),
		executed: z.boolean().nullish(),
		executed_at: z.string().nullish(),
		executed_by: int64.nullish(),
		id: int64.nullish(),
		is_recovery: z.boolean().nullish(),
		job_ids: z.array(int64).nullish(),
		persistent: z.boolean().nullish(),
		required_triggers: count.nullish(),
		trigger_count: count.nullish(),
		trigger_type: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "WorkflowActionModel" });
export type WorkflowActionModel = z.infer<typeof workflowActionModel>;

export const claimActionRequest = z
	.object({
		compute_node_id: int64.nullish(),
	})
	.meta({ id: "ClaimActionRequest" });
export type ClaimActionRequest = z.infer<typeof claimActionRequest>;

export const claimActionResponse = z
	.object({
		action_id: int64,
		/** The published document calls it `success`; clients take either and fail when both are there (2-states §6). */
		claimed: z.boolean().optional(),
		success: z.boolean().nullish(),
	})
	.meta({ id: "ClaimActionResponse" });
export type ClaimActionResponse = z.infer<typeof claimActionResponse>;
