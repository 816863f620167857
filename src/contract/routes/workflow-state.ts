// Operations of the REST interface: workflow state.
import { z } from "zod";
import { taskModel } from "../models/task.ts";
import {
	archiveWorkflowRequest,
	isCompleteResponse,
	isUninitializedResponse,
	processChangedJobInputsResponse,
	resetJobStatusResponse,
	workflowModel,
	workflowStatusResponse,
} from "../models/workflow.ts";
import { queryBoolean, queryInt, route } from "../route.ts";

export const archiveWorkflow = route({
	id: "archive_workflow",
	method: "POST",
	path: "/workflows/{id}/archive",
	params: { id: queryInt },
	body: archiveWorkflowRequest,
	reply: workflowModel,
});

export const cancelWorkflow = route({
	id: "cancel_workflow",
	method: "PUT",
	path: "/workflows/{id}/cancel",
	params: { id: queryInt },
	reply: z.unknown(),
});

export const initializeJobs = route({
	id: "initialize_jobs",
	method: "POST",
	path: "/workflows/{id}/initialize_jobs",
	params: { id: queryInt },
	query: {
		only_uninitialized: queryBoolean.optional(),
		clear_ephemeral_user_data: queryBoolean.optional(),
		async: queryBoolean.optional(),
	},
	reply: z.unknown(),
	accepted: taskModel,
});

export const isWorkflowComplete = route({
	id: "is_workflow_complete",
	method: "GET",
	path: "/workflows/{id}/is_complete",
	params: { id: queryInt },
	reply: isCompleteResponse,
});

export const isWorkflowUninitialized = route({
	id: "is_workflow_uninitialized",
	method: "GET",
	path: "/workflows/{id}/is_uninitialized",
	params: { id: queryInt },
	reply: isUninitializedResponse,
});

export const processChangedJobInputs = route({
	id: "process_changed_job_inputs",
	method: "POST",
	path: "/workflows/{id}/process_changed_job_inputs",
	params: { id: queryInt },
	query: { dry_run: queryBoolean.optional() },
	reply: processChangedJobInputsResponse,
});

export const resetJobStatus = route({
	id: "reset_job_status",
	method: "POST",
	path: "/workflows/{id}/reset_job_status",
	params: { id: queryInt },
	query: { failed_only: queryBoolean.optional() },
	reply: resetJobStatusResponse,
});

export const resetWorkflowStatus = route({
	id: "reset_workflow_status",
	method: "POST",
	path: "/workflows/{id}/reset_status",
	params: { id: queryInt },
	query: { force: queryBoolean.optional() },
	reply: z.unknown(),
});

export const getWorkflowStatus = route({
	id: "get_workflow_status",
	method: "GET",
	path: "/workflows/{id}/status",
	params: { id: queryInt },
	reply: workflowStatusResponse,
});
