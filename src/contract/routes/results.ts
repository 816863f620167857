// Operations of the REST interface: results.
import { jobStatus } from "../models/job.ts";
import { listResultsResponse, resultModel } from "../models/result.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const listResults = route({
	id: "list_results",
	summary: "Lists results",
	method: "GET",
	path: "/results",
	access: "read query.workflow_id",
	query: {
		...paging,
		workflow_id: queryInt,
		job_id: queryInt.optional(),
		run_id: queryInt.optional(),
		return_code: queryInt.optional(),
		status: jobStatus.optional(),
		compute_node_id: queryInt.optional(),
		all_runs: queryBoolean.optional(),
	},
	reply: listResultsResponse,
});

export const createResult = route({
	id: "create_result",
	summary: "Stores a result and makes it the job's current one",
	method: "POST",
	path: "/results",
	access: "run body.workflow_id",
	body: resultModel,
	reply: resultModel,
});

export const deleteResults = route({
	id: "delete_results",
	summary: "Deletes the results of a workflow",
	method: "DELETE",
	path: "/results",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getResult = route({
	id: "get_result",
	summary: "Reads a result",
	method: "GET",
	path: "/results/{id}",
	access: "read result",
	params: { id: queryInt },
	reply: resultModel,
});

export const updateResult = route({
	id: "update_result",
	summary: "Changes a result",
	method: "PUT",
	path: "/results/{id}",
	access: "run result",
	params: { id: queryInt },
	body: resultModel,
	reply: resultModel,
});

export const deleteResult = route({
	id: "delete_result",
	summary: "Deletes a result",
	method: "DELETE",
	path: "/results/{id}",
	access: "manage result",
	params: { id: queryInt },
	reply: resultModel,
});
