// Operations of the REST interface: claims.
import { z } from "zod";
import {
	batchCompleteJobsRequest,
	batchCompleteJobsResponse,
	claimJobsBasedOnResources as claimJobsBasedOnResourcesModel,
	claimNextJobsResponse,
	computeNodesResources,
} from "../models/claim.ts";
import { queryBoolean, queryInt, route } from "../route.ts";

export const batchCompleteJobs = route({
	id: "batch_complete_jobs",
	method: "POST",
	path: "/workflows/{id}/batch_complete_jobs",
	params: { id: queryInt },
	body: batchCompleteJobsRequest,
	reply: batchCompleteJobsResponse,
});

export const claimJobsBasedOnResources = route({
	id: "claim_jobs_based_on_resources",
	method: "POST",
	path: "/workflows/{id}/claim_jobs_based_on_resources/{limit}",
	params: { id: queryInt, limit: queryInt },
	query: { strict_scheduler_match: queryBoolean.optional() },
	body: computeNodesResources,
	reply: claimJobsBasedOnResourcesModel,
});

export const claimNextJobs = route({
	id: "claim_next_jobs",
	method: "POST",
	path: "/workflows/{id}/claim_next_jobs",
	params: { id: queryInt },
	query: { limit: queryInt.optional(), labels: z.string().optional() },
	reply: claimNextJobsResponse,
});
