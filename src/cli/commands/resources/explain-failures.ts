// Jobs that did not succeed, with what they lacked (6-recovery §3).
import { formatMemorySize } from "../../../core/memory-size.ts";
import { compareUse } from "../../../recovery/compare-use.ts";
import { type Diagnosis, diagnoseFailure, type KillCodes } from "../../../recovery/diagnose-failure.ts";
import { type MeasuredJob, requirementOf, useOf } from "./measured-jobs.ts";
import { signed } from "./use-rows.ts";

export type Explanation = ReturnType<typeof explain>;

/** The fields are those that programs know. */
export const explainFailures = (jobs: readonly MeasuredJob[], codes: KillCodes): Explanation[] =>
	jobs
		.filter((job) => job.result.status === "failed" || job.result.status === "terminated")
		.map((job) => explain(job, codes));

function explain({ jobId, jobName, requirements, result }: MeasuredJob, codes: KillCodes) {
	const requirement = requirementOf(requirements);
	const use = useOf(result);
	const found = diagnoseFailure(requirement, use, codes);
	const parts = new Map(compareUse(requirement, use).map((part) => [part.resource, part.overPercent]));
	const over = (resource: "memory" | "runtime"): string | undefined => {
		const percent = parts.get(resource);
		return percent === undefined
			? undefined
			: resource === "memory"
				? signed(percent)
				: `${(percent + 100).toFixed(1)}%`;
	};
	return {
		job_id: jobId,
		job_name: jobName,
		return_code: result.return_code,
		exec_time_minutes: result.exec_time_minutes,
		configured_memory: requirements.memory,
		configured_runtime: requirements.runtime,
		configured_cpus: requirements.num_cpus,
		...(use.peakMemoryBytes !== null && {
			peak_memory_bytes: use.peakMemoryBytes,
			peak_memory_formatted: formatMemorySize(use.peakMemoryBytes),
		}),
		memory_violation: found.oomReason !== null,
		...(found.oomReason !== null && { oom_reason: found.oomReason, memory_over_utilization: over("memory") }),
		likely_timeout: found.timeoutReason !== null,
		...(found.timeoutReason !== null && { timeout_reason: found.timeoutReason }),
		runtime_utilization: over("runtime"),
		likely_cpu_violation: found.overCpu,
		...(use.peakCpuPercent !== null && { peak_cpu_percent: use.peakCpuPercent }),
		likely_runtime_violation: found.overRuntime,
		likely_cause: cause(found),
	};
}

/** Memory first, then time: what a person would change first. */
function cause({ oomReason, timeoutReason, overRuntime, overCpu }: Diagnosis): string {
	if (oomReason === "memory_exceeded") return "memory: it used more than it had asked for";
	if (oomReason !== null) return "memory: killed (137) early in its run time";
	if (timeoutReason !== null || overRuntime) return "run time: it ran as long as it had asked for";
	return overCpu ? "unknown; it used more CPUs than it had asked for" : "unknown";
}
