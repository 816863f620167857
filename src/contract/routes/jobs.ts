// Operations of the REST interface: jobs.
import { z } from "zod";
import { jobClassification } from "../models/classification.ts";
import { createJobsResponse, jobModel, jobStatus, jobsModel, listJobsResponse } from "../models/job.ts";
import { resultModel } from "../models/result.ts";
import { spawnJobsRequest, spawnJobsResponse } from "../models/spawn.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const createJobs = route({
	id: "create_jobs",
	summary: "Creates many jobs",
	method: "POST",
	path: "/bulk_jobs",
	access: "manage body.jobs",
	body: jobsModel,
	reply: createJobsResponse,
});

export const listJobs = route({
	id: "list_jobs",
	summary: "Lists jobs",
	method: "GET",
	path: "/jobs",
	access: "read query.workflow_id",
	query: {
		...paging,
		workflow_id: queryInt,
		status: jobStatus.optional(),
		needs_file_id: queryInt.optional(),
		upstream_job_id: queryInt.optional(),
		include_relationships: queryBoolean.optional(),
		active_compute_node_id: queryInt.optional(),
		origin_is_set: queryBoolean.optional(),
		name: z.string().optional(),
		command: z.string().optional(),
		labels: z.string().optional(),
	},
	reply: listJobsResponse,
});

export const createJob = route({
	id: "create_job",
	summary: "Creates a job",
	method: "POST",
	path: "/jobs",
	access: "manage body.workflow_id",
	body: jobModel,
	reply: jobModel,
});

export const deleteJobs = route({
	id: "delete_jobs",
	summary: "Deletes the jobs of a workflow",
	method: "DELETE",
	path: "/jobs",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getJob = route({
	id: "get_job",
	summary: "Reads a job",
	method: "GET",
	path: "/jobs/{id}",
	access: "read job",
	params: { id: queryInt },
	reply: jobModel,
});

export const updateJob = route({
	id: "update_job",
	summary: "Changes a job",
	method: "PUT",
	path: "/jobs/{id}",
	access: "manage job",
	params: { id: queryInt },
	body: jobModel,
	reply: jobModel,
});

export const deleteJob = route({
	id: "delete_job",
	summary: "Deletes a job",
	method: "DELETE",
	path: "/jobs/{id}",
	access: "manage job",
	params: { id: queryInt },
	reply: jobModel,
});

export const completeJob = route({
	id: "complete_job",
	summary: "Ends a job with its result",
	method: "POST",
	path: "/jobs/{id}/complete_job/{status}/{run_id}",
	access: "run job",
	params: { id: queryInt, status: jobStatus, run_id: queryInt },
	body: resultModel,
	reply: jobModel,
});

export const manageStatusChange = route({
	id: "manage_status_change",
	summary: "Sets the status of a job",
	method: "PUT",
	path: "/jobs/{id}/manage_status_change/{status}/{run_id}",
	access: "run job",
	params: { id: queryInt, status: jobStatus, run_id: queryInt },
	reply: jobModel,
});

export const retryJob = route({
	id: "retry_job",
	summary: "Makes a job ready for another attempt",
	method: "POST",
	path: "/jobs/{id}/retry/{run_id}",
	access: "run job",
	params: { id: queryInt, run_id: queryInt },
	/** Absent (clients of 0.12): the greatest number of the handler's rules. */
	query: { max_retries: queryInt.optional() },
	reply: jobModel,
});

export const classifyJob = route({
	id: "classify_job",
	summary: "Judges a failure that waits to be classified: the job runs again, or is failed",
	method: "POST",
	path: "/jobs/{id}/classify/{run_id}",
	access: "run job",
	params: { id: queryInt, run_id: queryInt },
	body: jobClassification,
	reply: jobModel,
});

export const startJob = route({
	id: "start_job",
	summary: "Marks a claimed job as running",
	method: "PUT",
	path: "/jobs/{id}/start_job/{run_id}/{compute_node_id}",
	access: "run job",
	params: { id: queryInt, run_id: queryInt, compute_node_id: queryInt },
	reply: jobModel,
});

export const spawnJobs = route({
	id: "spawn_jobs",
	summary: "Adds jobs to the workflow of a running job; they wait until it has ended",
	method: "POST",
	path: "/jobs/{id}/spawn_jobs",
	access: "run job",
	params: { id: queryInt },
	body: spawnJobsRequest,
	reply: spawnJobsResponse,
});
