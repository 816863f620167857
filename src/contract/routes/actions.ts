// Operations of the REST interface: actions.
import { z } from "zod";
import { claimActionRequest, claimActionResponse, workflowActionModel } from "../models/action.ts";
import { messageResponse } from "../models/system.ts";
import { queryInt, queryList, route } from "../route.ts";
import { int64 } from "../scalars.ts";

export const getWorkflowActions = route({
	id: "get_workflow_actions",
	summary: "Lists the actions of a workflow",
	method: "GET",
	path: "/workflows/{id}/actions",
	access: "read workflow",
	params: { id: queryInt },
	reply: z.array(workflowActionModel),
});

export const createWorkflowAction = route({
	id: "create_workflow_action",
	summary: "Adds an action to a workflow",
	method: "POST",
	path: "/workflows/{id}/actions",
	access: "manage workflow",
	params: { id: queryInt },
	body: workflowActionModel,
	reply: workflowActionModel,
});

export const getPendingActions = route({
	id: "get_pending_actions",
	summary: "Lists actions that have been triggered and wait to be run",
	method: "GET",
	path: "/workflows/{id}/actions/pending",
	access: "read workflow",
	params: { id: queryInt },
	query: { trigger_type: queryList.optional() },
	reply: z.array(workflowActionModel),
});

export const updateWorkflowAction = route({
	id: "update_workflow_action",
	summary: "Merges keys into the configuration of an action",
	method: "PUT",
	path: "/workflows/{id}/actions/{action_id}",
	access: "manage workflow",
	params: { id: queryInt, action_id: queryInt },
	body: z.unknown(),
	reply: workflowActionModel,
});

export const deleteWorkflowAction = route({
	id: "delete_workflow_action",
	summary: "Deletes an action",
	method: "DELETE",
	path: "/workflows/{id}/actions/{action_id}",
	access: "manage workflow",
	params: { id: queryInt, action_id: queryInt },
	reply: messageResponse,
});

export const claimAction = route({
	id: "claim_action",
	summary: "Takes a pending action so that nobody else runs it",
	method: "POST",
	path: "/workflows/{id}/actions/{action_id}/claim",
	access: "run workflow",
	params: { id: queryInt, action_id: queryInt },
	body: claimActionRequest,
	reply: claimActionResponse,
});

export const releaseAction = route({
	id: "release_action",
	summary: "Makes a taken action pending again",
	method: "POST",
	path: "/workflows/{id}/actions/{action_id}/release",
	access: "run workflow",
	params: { id: queryInt, action_id: queryInt },
	reply: messageResponse,
	ours: true,
});

/** Terminated jobs become ready as their next attempt, within the same run. */
export const continueTerminatedJobs = route({
	id: "continue_terminated_jobs",
	summary: "Makes terminated jobs ready to continue",
	method: "POST",
	path: "/workflows/{id}/continue_terminated_jobs",
	access: "run workflow",
	params: { id: queryInt },
	reply: z.object({ continued: int64 }),
	ours: true,
});
