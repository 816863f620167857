// Operations of the REST interface: claims.
import { z } from "zod";
import {
	batchCompleteJobsRequest,
	batchCompleteJobsResponse,
	claimJobsBasedOnResources as claimJobsBasedOnResourcesModel,
	claimNextJobsResponse,
	computeNodesResources,
} from "../models/claim.ts";
import { queryBoolean, queryInt, queryWait, route } from "../route.ts";

export const batchCompleteJobs = route({
	id: "batch_complete_jobs",
	summary: "Ends many jobs of a workflow in one request",
	method: "POST",
	path: "/workflows/{id}/batch_complete_jobs",
	access: "run workflow",
	params: { id: queryInt },
	body: batchCompleteJobsRequest,
	reply: batchCompleteJobsResponse,
});

export const claimJobsBasedOnResources = route({
	id: "claim_jobs_based_on_resources",
	summary: "Hands out ready jobs that fit the resources offered",
	method: "POST",
	path: "/workflows/{id}/claim_jobs_based_on_resources/{limit}",
	access: "run workflow",
	params: { id: queryInt, limit: queryInt },
	query: {
		strict_scheduler_match: queryBoolean.optional(),
		/** Of 0.12. */
		sort_method: z.enum(["gpus_runtime_memory", "gpus_memory_runtime", "none"]).optional(),
		wait_seconds: queryWait.optional(),
	},
	body: computeNodesResources,
	reply: claimJobsBasedOnResourcesModel,
});

export const claimNextJobs = route({
	id: "claim_next_jobs",
	summary: "Hands out the next ready jobs, whatever they need",
	method: "POST",
	path: "/workflows/{id}/claim_next_jobs",
	access: "run workflow",
	params: { id: queryInt },
	query: { limit: queryInt.optional(), labels: z.string().optional(), wait_seconds: queryWait.optional() },
	reply: claimNextJobsResponse,
});
