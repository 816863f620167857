// Operations of the REST interface: workflows.
import { z } from "zod";
import { listWorkflowsResponse, workflowModel } from "../models/workflow.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const listWorkflows = route({
	id: "list_workflows",
	summary: "Lists workflows",
	method: "GET",
	path: "/workflows",
	access: "visible workflows",
	query: {
		...paging,
		name: z.string().optional(),
		user: z.string().optional(),
		description: z.string().optional(),
		is_archived: queryBoolean.optional(),
		access_group: z.string().optional(),
	},
	reply: listWorkflowsResponse,
});

export const createWorkflow = route({
	id: "create_workflow",
	summary: "Creates a workflow without jobs",
	method: "POST",
	path: "/workflows",
	access: "known user",
	body: workflowModel,
	reply: workflowModel,
});

export const getWorkflow = route({
	id: "get_workflow",
	summary: "Reads a workflow",
	method: "GET",
	path: "/workflows/{id}",
	access: "read workflow",
	params: { id: queryInt },
	reply: workflowModel,
});

export const updateWorkflow = route({
	id: "update_workflow",
	summary: "Changes a workflow",
	method: "PUT",
	path: "/workflows/{id}",
	access: "manage workflow",
	params: { id: queryInt },
	body: workflowModel,
	reply: workflowModel,
});

export const deleteWorkflow = route({
	id: "delete_workflow",
	summary: "Deletes a workflow and everything in it",
	method: "DELETE",
	path: "/workflows/{id}",
	access: "manage workflow",
	params: { id: queryInt },
	reply: workflowModel,
});
