// Wire records of the REST interface: access.
import { z } from "zod";
import { int64 } from "../scalars.ts";

export const accessCheckResponse = z
	.object({
		has_access: z.boolean(),
		reason: z.string().nullish(),
		user_name: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "AccessCheckResponse" });
export type AccessCheckResponse = z.infer<typeof accessCheckResponse>;

export const accessGroupModel = z
	.object({
		created_at: z.string().nullish(),
		description: z.string().nullish(),
		id: int64.nullish(),
		name: z.string(),
	})
	.meta({ id: "AccessGroupModel" });
export type AccessGroupModel = z.infer<typeof accessGroupModel>;

export const listAccessGroupsResponse = z
	.object({
		has_more: z.boolean(),
		items: z.array(accessGroupModel),
		limit: int64,
		offset: int64,
		total_count: int64,
	})
	.meta({ id: "ListAccessGroupsResponse" });
export type ListAccessGroupsResponse = z.infer<typeof listAccessGroupsResponse>;

export const userGroupMembershipModel = z
	.object({
		created_at: z.string().nullish(),
		group_id: int64,
		id: int64.nullish(),
		role: z.string(),
		user_name: z.string(),
	})
	.meta({ id: "UserGroupMembershipModel" });
export type UserGroupMembershipModel = z.infer<typeof userGroupMembershipModel>;

export const listUserGroupMembershipsResponse = z
	.object({
		has_more: z.boolean(),
		items: z.array(userGroupMembershipModel),
		limit: int64,
		offset: int64,
		total_count: int64,
	})
	.meta({ id: "ListUserGroupMembershipsResponse" });
export type ListUserGroupMembershipsResponse = z.infer<typeof listUserGroupMembershipsResponse>;

export const workflowAccessGroupModel = z
	.object({
		created_at: z.string().nullish(),
		group_id: int64,
		workflow_id: int64,
	})
	.meta({ id: "WorkflowAccessGroupModel" });
export type WorkflowAccessGroupModel = z.infer<typeof workflowAccessGroupModel>;
