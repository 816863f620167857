// The results of a workflow beside the resource requirements of their jobs.
import type { Client } from "../../../client/call.ts";
import type { ResourceRequirementsModel } from "../../../contract/models/resource-requirements.ts";
import type { ResultModel } from "../../../contract/models/result.ts";
import { parseDuration } from "../../../core/duration.ts";
import { parseMemorySize } from "../../../core/memory-size.ts";
import type { Requirement } from "../../../recovery/compare-use.ts";
import { DEFAULT_KILL_CODES, type FailedUse, type KillCodes } from "../../../recovery/diagnose-failure.ts";
import { collect } from "../../lists/collect.ts";

export interface MeasuredJob {
	readonly jobId: number;
	readonly jobName: string;
	readonly result: ResultModel;
	readonly requirements: ResourceRequirementsModel;
}

/** Jobs without requirements are left out. `runId`: the results of that run instead of the latest ones. */
export async function measuredJobs(
	client: Client,
	workflowId: number,
	runId: number | undefined,
): Promise<MeasuredJob[]> {
	const all_runs = runId !== undefined || undefined;
	const results = await collect(client.listResults, { query: { workflow_id: workflowId, run_id: runId, all_runs } });
	const jobs = await collect(client.listJobs, { query: { workflow_id: workflowId } });
	const records = await collect(client.listResourceRequirements, { query: { workflow_id: workflowId } });
	const needs = new Map(records.map((record) => [record.id, record]));
	const byId = new Map(jobs.map((job) => [job.id, job]));
	return results.flatMap((result) => {
		const job = byId.get(result.job_id);
		const requirements = needs.get(job?.resource_requirements_id);
		return job && requirements ? { jobId: result.job_id, jobName: job.name, result, requirements } : [];
	});
}

/** Memory 0 and run time 0 mean no limit. */
export function requirementOf(record: ResourceRequirementsModel): Requirement {
	return {
		memoryBytes: parseMemorySize(record.memory ?? "") || null,
		runtimeSeconds: parseDuration(record.runtime ?? "") || null,
		numCpus: record.num_cpus ?? null,
	};
}

export const useOf = (result: ResultModel): FailedUse => ({
	peakMemoryBytes: result.peak_memory_bytes ?? null,
	peakCpuPercent: result.peak_cpu_percent ?? null,
	execSeconds: result.exec_time_minutes * 60,
	returnCode: result.return_code,
	status: result.status,
});

/** The codes that the workflow gives jobs it kills. */
export async function killCodes(client: Client, workflowId: number): Promise<KillCodes> {
	const { execution_config: config } = await client.getWorkflow({ params: { id: workflowId } });
	return {
		oom: config?.oom_exit_code ?? DEFAULT_KILL_CODES.oom,
		timeout: config?.timeout_exit_code ?? DEFAULT_KILL_CODES.timeout,
	};
}
