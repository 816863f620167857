// Operations of the REST interface: workflow state.
import { messageResponse } from "../models/system.ts";
import { taskModel } from "../models/task.ts";
import {
	archiveWorkflowRequest,
	isCompleteResponse,
	isUninitializedResponse,
	processChangedJobInputsResponse,
	resetJobStatusResponse,
	workflowModel,
	workflowStatusModel,
	workflowStatusResponse,
} from "../models/workflow.ts";
import { queryBoolean, queryInt, route } from "../route.ts";

export const archiveWorkflow = route({
	id: "archive_workflow",
	summary: "Archives a workflow, or takes it back",
	method: "POST",
	path: "/workflows/{id}/archive",
	access: "manage workflow",
	params: { id: queryInt },
	body: archiveWorkflowRequest,
	reply: workflowModel,
});

export const cancelWorkflow = route({
	id: "cancel_workflow",
	summary: "Cancels a workflow and its running jobs",
	method: "PUT",
	path: "/workflows/{id}/cancel",
	access: "run workflow",
	params: { id: queryInt },
	reply: workflowModel,
});

export const initializeJobs = route({
	id: "initialize_jobs",
	summary: "Decides which jobs are ready and which wait",
	method: "POST",
	path: "/workflows/{id}/initialize_jobs",
	access: "run workflow",
	params: { id: queryInt },
	query: {
		only_uninitialized: queryBoolean.optional(),
		clear_ephemeral_user_data: queryBoolean.optional(),
		async: queryBoolean.optional(),
	},
	reply: messageResponse,
	accepted: taskModel,
});

export const isWorkflowComplete = route({
	id: "is_workflow_complete",
	summary: "Tells whether a workflow has ended",
	method: "GET",
	path: "/workflows/{id}/is_complete",
	access: "read workflow",
	params: { id: queryInt },
	reply: isCompleteResponse,
});

export const isWorkflowUninitialized = route({
	id: "is_workflow_uninitialized",
	summary: "Tells whether no job of a workflow has been initialized",
	method: "GET",
	path: "/workflows/{id}/is_uninitialized",
	access: "read workflow",
	params: { id: queryInt },
	reply: isUninitializedResponse,
});

export const processChangedJobInputs = route({
	id: "process_changed_job_inputs",
	summary: "Resets jobs whose inputs have changed",
	method: "POST",
	path: "/workflows/{id}/process_changed_job_inputs",
	access: "run workflow",
	params: { id: queryInt },
	query: { dry_run: queryBoolean.optional() },
	reply: processChangedJobInputsResponse,
});

export const resetJobStatus = route({
	id: "reset_job_status",
	summary: "Sets jobs back to uninitialized",
	method: "POST",
	path: "/workflows/{id}/reset_job_status",
	access: "run workflow",
	params: { id: queryInt },
	query: { failed_only: queryBoolean.optional() },
	reply: resetJobStatusResponse,
});

export const resetWorkflowStatus = route({
	id: "reset_workflow_status",
	summary: "Starts a new run of a workflow",
	method: "POST",
	path: "/workflows/{id}/reset_status",
	access: "run workflow",
	params: { id: queryInt },
	query: { force: queryBoolean.optional() },
	reply: workflowModel,
});

export const getWorkflowStatus = route({
	id: "get_workflow_status",
	summary: "Summarizes a workflow",
	method: "GET",
	path: "/workflows/{id}/status",
	access: "read workflow",
	params: { id: queryInt },
	reply: workflowStatusResponse,
});

export const updateWorkflowStatus = route({
	id: "update_workflow_status",
	summary: "Changes run, canceled and archived flag of a workflow",
	method: "PUT",
	path: "/workflows/{id}/status",
	access: "manage workflow",
	params: { id: queryInt },
	body: workflowStatusModel,
	reply: workflowStatusModel,
	legacy: true,
});
