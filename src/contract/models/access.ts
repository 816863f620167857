// Wire records of the REST interface: access groups, their members, and what is shared with them.
import { z } from "zod";
import { LEVELS } from "../access.ts";
import { int64 } from "../scalars.ts";

export const shareLevel = z.enum(LEVELS);

export const accessGroupModel = z
	.object({
		created_at: z.string().nullish(),
		description: z.string().nullish(),
		id: int64.nullish(),
		/** Made and filled by the server itself. */
		is_system: z.boolean().optional(),
		/** In the list of a workflow's groups: what the share allows. */
		level: shareLevel.optional(),
		name: z.string(),
	})
	.meta({ id: "AccessGroupModel" });
export type AccessGroupModel = z.infer<typeof accessGroupModel>;

export const userGroupMembershipModel = z
	.object({
		created_at: z.string().nullish(),
		group_id: int64,
		id: int64.nullish(),
		/** `member` or `admin`; clients of 0.12 may leave it out. */
		role: z.string().default("member"),
		user_name: z.string(),
	})
	.meta({ id: "UserGroupMembershipModel" });
export type UserGroupMembershipModel = z.infer<typeof userGroupMembershipModel>;

export const workflowAccessGroupModel = z
	.object({
		created_at: z.string().nullish(),
		group_id: int64,
		level: shareLevel.optional(),
		workflow_id: int64,
	})
	.meta({ id: "WorkflowAccessGroupModel" });
export type WorkflowAccessGroupModel = z.infer<typeof workflowAccessGroupModel>;

export const accessCheckResponse = z
	.object({
		has_access: z.boolean(),
		reason: z.string().nullish(),
		user_name: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "AccessCheckResponse" });
export type AccessCheckResponse = z.infer<typeof accessCheckResponse>;

/** The envelope of these lists differs from all others (3-rest-api §1, Pagination). */
function accessPage<T extends z.ZodType>(item: T) {
	return z.object({
		has_more: z.boolean(),
		items: z.array(item),
		limit: int64,
		offset: int64,
		total_count: int64,
	});
}

export const listAccessGroupsResponse = accessPage(accessGroupModel).meta({ id: "ListAccessGroupsResponse" });
export const listUserGroupMembershipsResponse = accessPage(userGroupMembershipModel).meta({
	id: "ListUserGroupMembershipsResponse",
});
