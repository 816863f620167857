// Operations of the REST interface: access groups, members and shares (8-access, Access control).
import { z } from "zod";
import {
	accessCheckResponse,
	accessGroupModel,
	listAccessGroupsResponse,
	listUserGroupMembershipsResponse,
	shareLevel,
	userGroupMembershipModel,
	workflowAccessGroupModel,
} from "../models/access.ts";
import { queryInt, route } from "../route.ts";
import { int64 } from "../scalars.ts";

const accessPaging = { offset: queryInt.optional(), limit: queryInt.optional() };

export const listAccessGroups = route({
	id: "list_access_groups",
	summary: "Lists the access groups",
	method: "GET",
	path: "/access_groups",
	access: "known user",
	query: accessPaging,
	reply: listAccessGroupsResponse,
});

export const createAccessGroup = route({
	id: "create_access_group",
	summary: "Creates an access group",
	method: "POST",
	path: "/access_groups",
	access: "system admin",
	body: accessGroupModel,
	reply: accessGroupModel,
});

export const getAccessGroup = route({
	id: "get_access_group",
	summary: "Reads an access group",
	method: "GET",
	path: "/access_groups/{id}",
	access: "known user",
	params: { id: queryInt },
	reply: accessGroupModel,
});

export const deleteAccessGroup = route({
	id: "delete_access_group",
	summary: "Deletes an access group with its memberships and shares",
	method: "DELETE",
	path: "/access_groups/{id}",
	access: "system admin",
	params: { id: queryInt },
	reply: accessGroupModel,
});

export const listGroupMembers = route({
	id: "list_group_members",
	summary: "Lists the members of a group",
	method: "GET",
	path: "/access_groups/{id}/members",
	access: "group member",
	params: { id: queryInt },
	query: accessPaging,
	reply: listUserGroupMembershipsResponse,
});

/** The body's group_id is not looked at: the path names the group. */
export const addUserToGroup = route({
	id: "add_user_to_group",
	summary: "Adds a user to a group",
	method: "POST",
	path: "/access_groups/{id}/members",
	access: "group admin",
	params: { id: queryInt },
	body: userGroupMembershipModel,
	reply: userGroupMembershipModel,
});

export const removeUserFromGroup = route({
	id: "remove_user_from_group",
	summary: "Removes a user from a group",
	method: "DELETE",
	path: "/access_groups/{id}/members/{user_name}",
	access: "group admin",
	params: { id: queryInt, user_name: z.string() },
	reply: userGroupMembershipModel,
});

export const listUserGroups = route({
	id: "list_user_groups",
	summary: "Lists the groups of a user",
	method: "GET",
	path: "/users/{user_name}/groups",
	access: "self",
	params: { user_name: z.string() },
	query: accessPaging,
	reply: listAccessGroupsResponse,
});

export const listWorkflowGroups = route({
	id: "list_workflow_groups",
	summary: "Lists the groups a workflow is shared with",
	method: "GET",
	path: "/workflows/{id}/access_groups",
	access: "read workflow",
	params: { id: queryInt },
	query: accessPaging,
	reply: listAccessGroupsResponse,
});

export const addWorkflowToGroup = route({
	id: "add_workflow_to_group",
	summary: "Shares a workflow with a group",
	method: "POST",
	path: "/workflows/{id}/access_groups/{group_id}",
	access: "share workflow",
	params: { id: queryInt, group_id: queryInt },
	/** Given, it may change the level of a share; absent, everything is allowed and a second share is a conflict. */
	query: { level: shareLevel.optional() },
	reply: workflowAccessGroupModel,
});

export const shareWorkflowByBody = route({
	id: "share_workflow_by_body",
	summary: "Shares a workflow with the group the body names",
	method: "POST",
	path: "/workflows/{id}/access_groups",
	access: "share workflow",
	params: { id: queryInt },
	body: z.object({ group_id: int64 }),
	reply: workflowAccessGroupModel,
	legacy: true,
});

export const removeWorkflowFromGroup = route({
	id: "remove_workflow_from_group",
	summary: "Ends the share of a workflow with a group",
	method: "DELETE",
	path: "/workflows/{id}/access_groups/{group_id}",
	access: "share workflow",
	params: { id: queryInt, group_id: queryInt },
	reply: workflowAccessGroupModel,
});

export const checkWorkflowAccess = route({
	id: "check_workflow_access",
	summary: "Tells whether a user has access to a workflow, and why",
	method: "GET",
	path: "/access_check/{workflow_id}/{user_name}",
	access: "self",
	params: { workflow_id: queryInt, user_name: z.string() },
	reply: accessCheckResponse,
});
