// A corrected resource requirement as a record and as lines of text.
import type { Correction } from "../../../recovery/correct-requirement.ts";
import { memoryText, runtimeText } from "../../../recovery/requirement-texts.ts";
import type { MeasuredJob } from "./measured-jobs.ts";

export type Adjustment = ReturnType<typeof adjustment>;

/** `jobs`: at least one, all with the requirement that is corrected. */
export function adjustment(jobs: readonly MeasuredJob[], correction: Correction) {
	const { requirements } = jobs[0] as MeasuredJob;
	const named = jobs.filter((job) => correction.jobIds.includes(job.jobId));
	const { memoryBytes, runtimeSeconds, numCpus } = correction;
	return {
		resource_requirements_id: requirements.id as number,
		resource_requirements_name: requirements.name,
		direction: correction.direction,
		job_ids: named.map((job) => job.jobId),
		job_names: named.map((job) => job.jobName),
		memory_adjusted: memoryBytes !== undefined,
		...(memoryBytes !== undefined && {
			original_memory: requirements.memory,
			new_memory: memoryText(memoryBytes),
			max_peak_memory_bytes: greatest(jobs.map((job) => job.result.peak_memory_bytes)),
		}),
		runtime_adjusted: runtimeSeconds !== undefined,
		...(runtimeSeconds !== undefined && {
			original_runtime: requirements.runtime,
			new_runtime: runtimeText(runtimeSeconds),
		}),
		cpu_adjusted: numCpus !== undefined,
		...(numCpus !== undefined && {
			original_cpus: requirements.num_cpus,
			new_cpus: numCpus,
			max_peak_cpu_percent: greatest(jobs.map((job) => job.result.peak_cpu_percent)),
		}),
	};
}

const greatest = (values: readonly (number | null | undefined)[]): number | null =>
	values.reduce<number | null>((most, value) => (value == null ? most : Math.max(most ?? 0, value)), null);

interface Done {
	readonly workflow_id: number;
	readonly dry_run: boolean;
	readonly jobs_analyzed: number;
	readonly adjustments: readonly Adjustment[];
}

export function drawAdjustments({ workflow_id, dry_run: isDry, jobs_analyzed: jobs, adjustments }: Done): string {
	if (adjustments.length === 0) return `Nothing to correct in workflow ${workflow_id} (${jobs} result(s) looked at)`;
	const lines = adjustments.map((each) => {
		const changes = [
			...(each.memory_adjusted ? [`memory ${each.original_memory} → ${each.new_memory}`] : []),
			...(each.runtime_adjusted ? [`runtime ${each.original_runtime} → ${each.new_runtime}`] : []),
			...(each.cpu_adjusted ? [`CPUs ${each.original_cpus} → ${each.new_cpus}`] : []),
		];
		const names = each.job_names.slice(0, 3).join(", ") + (each.job_names.length > 3 ? ", …" : "");
		return `  ${each.resource_requirements_name}: ${changes.join(", ")} (because of ${names})`;
	});
	const title = isDry ? "Would correct" : "Corrected";
	return [`${title} ${adjustments.length} resource requirement(s) of workflow ${workflow_id}:`, ...lines].join("\n");
}
