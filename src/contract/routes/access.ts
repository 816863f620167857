// Operations of the REST interface: access.
import { z } from "zod";
import {
	accessCheckResponse,
	accessGroupModel,
	listAccessGroupsResponse,
	listUserGroupMembershipsResponse,
	userGroupMembershipModel,
	workflowAccessGroupModel,
} from "../models/access.ts";
import { queryInt, route } from "../route.ts";

export const checkWorkflowAccess = route({
	id: "check_workflow_access",
	summary: "Tells whether a user may access a workflow",
	method: "GET",
	path: "/access_check/{workflow_id}/{user_name}",
	params: { workflow_id: queryInt, user_name: z.string() },
	reply: accessCheckResponse,
});

export const listAccessGroups = route({
	id: "list_access_groups",
	summary: "Lists access groups",
	method: "GET",
	path: "/access_groups",
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: listAccessGroupsResponse,
});

export const createAccessGroup = route({
	id: "create_access_group",
	summary: "Creates an access group",
	method: "POST",
	path: "/access_groups",
	body: accessGroupModel,
	reply: accessGroupModel,
});

export const getAccessGroup = route({
	id: "get_access_group",
	summary: "Reads an access group",
	method: "GET",
	path: "/access_groups/{id}",
	params: { id: queryInt },
	reply: accessGroupModel,
});

export const deleteAccessGroup = route({
	id: "delete_access_group",
	summary: "Deletes an access group",
	method: "DELETE",
	path: "/access_groups/{id}",
	params: { id: queryInt },
	reply: accessGroupModel,
});

export const listGroupMembers = route({
	id: "list_group_members",
	summary: "Lists the members of a group",
	method: "GET",
	path: "/access_groups/{id}/members",
	params: { id: queryInt },
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: listUserGroupMembershipsResponse,
});

export const addUserToGroup = route({
	id: "add_user_to_group",
	summary: "Adds a user to a group",
	method: "POST",
	path: "/access_groups/{id}/members",
	params: { id: queryInt },
	body: userGroupMembershipModel,
	reply: userGroupMembershipModel,
});

export const removeUserFromGroup = route({
	id: "remove_user_from_group",
	summary: "Removes a user from a group",
	method: "DELETE",
	path: "/access_groups/{id}/members/{user_name}",
	params: { id: queryInt, user_name: z.string() },
	reply: userGroupMembershipModel,
});

export const listUserGroups = route({
	id: "list_user_groups",
	summary: "Lists the groups of a user",
	method: "GET",
	path: "/users/{user_name}/groups",
	params: { user_name: z.string() },
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: listAccessGroupsResponse,
});

export const listWorkflowGroups = route({
	id: "list_workflow_groups",
	summary: "Lists the groups a workflow is shared with",
	method: "GET",
	path: "/workflows/{id}/access_groups",
	params: { id: queryInt },
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: listAccessGroupsResponse,
});

export const addWorkflowToGroup = route({
	id: "add_workflow_to_group",
	summary: "Shares a workflow with a group",
	method: "POST",
	path: "/workflows/{id}/access_groups/{group_id}",
	params: { id: queryInt, group_id: queryInt },
	reply: workflowAccessGroupModel,
});

export const removeWorkflowFromGroup = route({
	id: "remove_workflow_from_group",
	summary: "Ends the sharing of a workflow with a group",
	method: "DELETE",
	path: "/workflows/{id}/access_groups/{group_id}",
	params: { id: queryInt, group_id: queryInt },
	reply: workflowAccessGroupModel,
});
