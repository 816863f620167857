// One row per resource of a job: specified, used, and by how much one is above the other.
import { formatMemorySize } from "../../../core/memory-size.ts";
import { type Comparison, compareUse } from "../../../recovery/compare-use.ts";
import { spanText } from "../../render/time-text.ts";
import { type MeasuredJob, requirementOf, useOf } from "./measured-jobs.ts";

export interface UseRow {
	/** Above (or, negative, below) what was specified. */
	readonly percent: number;
	readonly record: {
		readonly job_id: number;
		readonly job_name: string;
		readonly resource_type: "Memory" | "CPU" | "Runtime";
		readonly specified: string;
		readonly peak_used: string;
		/** `+25.0%` */
		readonly over_utilization: string;
	};
}

export function useRows({ jobId, jobName, requirements, result }: MeasuredJob): UseRow[] {
	return compareUse(requirementOf(requirements), useOf(result)).map((part) => ({
		percent: part.overPercent,
		record: {
			job_id: jobId,
			job_name: jobName,
			resource_type: NAMES[part.resource],
			specified: amount(part.resource, part.specified),
			peak_used: amount(part.resource, part.used),
			over_utilization: signed(part.overPercent),
		},
	}));
}

/** `+25.0%` */
export const signed = (percent: number): string => `${percent > 0 ? "+" : ""}${percent.toFixed(1)}%`;

const NAMES = { memory: "Memory", cpu: "CPU", runtime: "Runtime" } as const;

function amount(resource: Comparison["resource"], value: number): string {
	if (resource === "memory") return formatMemorySize(value);
	return resource === "runtime" ? spanText(value) : `${Math.round(value * 100)}%`;
}
