// Claims of runners of other makers: by resources or by count, with an optional wait (2-states §5).
import type { ComputeNodesResources } from "../../contract/models/claim.ts";
import type { JobModel } from "../../contract/models/job.ts";
import type { RouteDeclaration } from "../../contract/route.ts";
import { parseDuration } from "../../core/duration.ts";
import { invalid } from "../../core/errors.ts";
import { checkedLabels, queryLabels } from "../../core/labels.ts";
import { batchCompleteJobs } from "../../store/commands/attempts/complete-job.ts";
import { type ClaimByResources, claimByCount, claimByResources } from "../../store/commands/nodes/claim-jobs.ts";
import type { JobState } from "../../store/dependencies/job-state.ts";
import { getJobs } from "../../store/reads/jobs/jobs.ts";
import { getWorkflowState, type WorkflowState } from "../../store/reads/workflows/workflow-state.ts";
import type { Transaction } from "../../store/transaction.ts";
import type { Call, Handlers } from "../handler.ts";
import type { Services } from "../services.ts";

type ClaimAnswer = { readonly jobs: JobModel[]; readonly reason: string | null };

export function claimHandlers(services: Services) {
	return {
		batchCompleteJobs: ({ params, body }) =>
			services.store.write((tx) => batchCompleteJobs(tx, params.id, body.completions)),

		claimJobsBasedOnResources: (call) => {
			const { params, query, body } = call;
			const claim = resourceClaim(params.id, params.limit, body);
			const sortMethod = query.sort_method ?? null;
			const strict = query.strict_scheduler_match ?? false;
			const full = (workflow: WorkflowState): ClaimByResources => ({
				...claim,
				strict_scheduler_match: strict,
				sortMethod: sortMethod ?? workflow.jobs_sort_method,
			});
			return claimOrWait(services, call, params.limit > 0 ? (query.wait_seconds ?? 0) : 0, {
				take: (tx, workflow) => claimByResources(tx, full(workflow)),
			});
		},

		claimNextJobs: async (call) => {
			const { params, query } = call;
			const limit = query.limit ?? 10;
			const labels = queryLabels(query.labels ?? "");
			const claim = { workflowId: params.id, limit, labels, computeNodeId: null };
			const { jobs } = await claimOrWait(services, call, limit > 0 ? (query.wait_seconds ?? 0) : 0, {
				take: (tx) => claimByCount(tx, claim),
			});
			return { jobs };
		},
	} satisfies Partial<Handlers>;
}

interface Claiming {
	readonly take: (tx: Transaction, workflow: WorkflowState) => readonly JobState[];
}

interface Waitable extends Pick<Call<RouteDeclaration>, "request" | "connection" | "stillAllowed"> {
	readonly params: { readonly id: number };
}

async function claimOrWait(
	{ store, waits }: Services,
	call: Waitable,
	waitSeconds: number,
	claiming: Claiming,
): Promise<ClaimAnswer> {
	const workflowId = call.params.id;
	const arrivalsSeen = waits.arrivals(workflowId);
	const attempt = (tx: Transaction): ClaimAnswer => {
		const workflow = getWorkflowState(tx.db, workflowId);
		const reason = refusal(workflow);
		if (reason !== null) return { jobs: [], reason };
		return { jobs: describe(tx, claiming.take(tx, workflow)), reason };
	};
	// A claim that takes nothing changes nothing: its commit costs no write to disk.
	const first = await store.write(attempt);
	if (first.jobs.length > 0 || first.reason !== null || waitSeconds === 0) return first;
	call.connection.keepOpen();
	const outcome = await waits.wait<ClaimAnswer>({
		workflowId,
		seconds: waitSeconds,
		signal: call.request.signal,
		stillAllowed: call.stillAllowed,
		arrivalsSeen,
		isPromising: ({ hasReadyJobs, isArchived, progress }) => hasReadyJobs || isArchived || progress.is_canceled,
		attempt: (tx) => {
			const answer = attempt(tx);
			return answer.jobs.length > 0 || answer.reason !== null ? answer : null;
		},
	});
	return "value" in outcome ? outcome.value : { jobs: [], reason: null };
}

function refusal(workflow: WorkflowState): string | null {
	if (workflow.is_canceled === 1) return "Workflow is canceled";
	return workflow.is_archived === 1 ? "Workflow is archived" : null;
}

function describe(tx: Transaction, taken: readonly JobState[]): JobModel[] {
	const ids = taken.map((job) => job.id);
	return getJobs(tx.db, ids, ["output_file_ids", "output_user_data_ids"]) as unknown as JobModel[];
}

type PlainClaim = Omit<ClaimByResources, "strict_scheduler_match" | "sortMethod">;

/** Errors: `invalid` with field and value. */
function resourceClaim(workflowId: number, limit: number, resources: ComputeNodesResources): PlainClaim {
	return {
		workflowId,
		limit,
		labels: checkedLabels(resources.labels ?? []),
		computeNodeId: null,
		num_cpus: resources.num_cpus,
		num_gpus: resources.num_gpus,
		num_nodes: resources.num_nodes,
		memory_bytes: Math.floor(resources.memory_gb * 2 ** 30),
		time_limit_seconds: timeLimit(resources.time_limit ?? null),
		scheduler_config_id: resources.scheduler_config_id ?? null,
	};
}

function timeLimit(text: string | null): number | null {
	if (text === null) return null;
	const seconds = parseDuration(text);
	if (seconds !== null) return seconds;
	const message = `Invalid time_limit '${text}': use ISO 8601, e.g. PT30M or P1DT12H`;
	throw invalid(message, { field: "time_limit", value: text });
}
