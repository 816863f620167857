// Operations of the REST interface: workflow views.
import { listRequiredExistingFilesResponse } from "../models/file.ts";
import {
	listJobDependenciesResponse,
	listJobFileRelationshipsResponse,
	listJobIdsResponse,
	listJobUserDataRelationshipsResponse,
	runningJobsResponse,
} from "../models/job.ts";
import { slurmJobCorrelationsResponse } from "../models/scheduler.ts";
import { listMissingUserDataResponse } from "../models/user-data.ts";
import { getReadyJobRequirementsResponse } from "../models/workflow.ts";
import { paging, queryInt, route } from "../route.ts";

export const listJobDependencies = route({
	id: "list_job_dependencies",
	summary: "Lists which job waits for which",
	method: "GET",
	path: "/workflows/{id}/job_dependencies",
	access: "read workflow",
	params: { id: queryInt },
	query: { ...paging },
	reply: listJobDependenciesResponse,
});

export const listJobFileRelationships = route({
	id: "list_job_file_relationships",
	summary: "Lists which job writes and which reads a file",
	method: "GET",
	path: "/workflows/{id}/job_file_relationships",
	access: "read workflow",
	params: { id: queryInt },
	query: { ...paging },
	reply: listJobFileRelationshipsResponse,
});

export const listJobIds = route({
	id: "list_job_ids",
	summary: "Lists the ids of all jobs",
	method: "GET",
	path: "/workflows/{id}/job_ids",
	access: "read workflow",
	params: { id: queryInt },
	reply: listJobIdsResponse,
});

export const listJobUserDataRelationships = route({
	id: "list_job_user_data_relationships",
	summary: "Lists which job writes and which reads user data",
	method: "GET",
	path: "/workflows/{id}/job_user_data_relationships",
	access: "read workflow",
	params: { id: queryInt },
	query: { ...paging },
	reply: listJobUserDataRelationshipsResponse,
});

export const listMissingUserData = route({
	id: "list_missing_user_data",
	summary: "Lists user data that jobs need and that has no data",
	method: "GET",
	path: "/workflows/{id}/missing_user_data",
	access: "read workflow",
	params: { id: queryInt },
	reply: listMissingUserDataResponse,
});

export const getReadyJobRequirements = route({
	id: "get_ready_job_requirements",
	summary: "Sums up what the ready jobs need",
	method: "GET",
	path: "/workflows/{id}/ready_job_requirements",
	access: "read workflow",
	params: { id: queryInt },
	query: { scheduler_config_id: queryInt.optional() },
	reply: getReadyJobRequirementsResponse,
});

export const listRequiredExistingFiles = route({
	id: "list_required_existing_files",
	summary: "Lists files that must exist before a start",
	method: "GET",
	path: "/workflows/{id}/required_existing_files",
	access: "read workflow",
	params: { id: queryInt },
	reply: listRequiredExistingFilesResponse,
});

export const getRunningJobs = route({
	id: "get_running_jobs",
	summary: "Lists running jobs with their nodes",
	method: "GET",
	path: "/workflows/{id}/running_jobs",
	access: "read workflow",
	params: { id: queryInt },
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: runningJobsResponse,
});

export const getSlurmJobCorrelations = route({
	id: "get_slurm_job_correlations",
	summary: "Lists which Slurm job ran which job",
	method: "GET",
	path: "/workflows/{id}/slurm_job_correlations",
	access: "read workflow",
	params: { id: queryInt },
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: slurmJobCorrelationsResponse,
});
