// The results that the flags of `results list` choose.
import type { Client } from "../../../client/call.ts";
import type { ResultModel } from "../../../contract/models/result.ts";
import { isJobStatus, JOB_STATUSES } from "../../../core/job-status.ts";
import { collect } from "../../lists/collect.ts";
import { type ListFlags, pageOf, pageQuery, WHOLE } from "../../lists/page-query.ts";
import { usageError } from "../../parse/usage-error.ts";

export interface ResultFilter extends ListFlags {
	readonly jobId: number | undefined;
	readonly runId: number | undefined;
	readonly returnCode: number | undefined;
	readonly failed: boolean;
	readonly status: string | undefined;
	readonly allRuns: boolean;
	readonly computeNode: number | undefined;
}

/** Errors: `usage` for a status that does not exist. */
export async function findResults(client: Client, workflowId: number, filter: ResultFilter): Promise<ResultModel[]> {
	const { status } = filter;
	if (status !== undefined && !isJobStatus(status)) {
		throw usageError(`--status is one of ${JOB_STATUSES.join(", ")}, not '${status}'`, "torc results list");
	}
	// The server cannot filter by "failed", so its page limit would cut too early.
	const items = await collect(client.listResults, {
		query: {
			workflow_id: workflowId,
			job_id: filter.jobId,
			run_id: filter.runId,
			return_code: filter.returnCode,
			status,
			compute_node_id: filter.computeNode,
			all_runs: filter.allRuns || filter.runId !== undefined || undefined,
			...pageQuery(filter.failed ? { ...filter, ...WHOLE } : filter),
		},
	});
	if (!filter.failed) return items;
	const failed = items.filter((result) => result.return_code !== 0);
	return pageOf(failed, filter);
}
