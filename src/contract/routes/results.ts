// Operations of the REST interface: results.
import { z } from "zod";
import { jobStatus } from "../models/job.ts";
import { listResultsResponse, resultModel } from "../models/result.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const listResults = route({
	id: "list_results",
	method: "GET",
	path: "/results",
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
	method: "POST",
	path: "/results",
	body: resultModel,
	reply: resultModel,
});

export const deleteResults = route({
	id: "delete_results",
	method: "DELETE",
	path: "/results",
	query: { workflow_id: queryInt },
	reply: z.unknown(),
});

export const getResult = route({
	id: "get_result",
	method: "GET",
	path: "/results/{id}",
	params: { id: queryInt },
	reply: resultModel,
});

export const updateResult = route({
	id: "update_result",
	method: "PUT",
	path: "/results/{id}",
	params: { id: queryInt },
	body: resultModel,
	reply: resultModel,
});

export const deleteResult = route({
	id: "delete_result",
	method: "DELETE",
	path: "/results/{id}",
	params: { id: queryInt },
	reply: resultModel,
});
