// Results as table columns and as records of the command line.
import type { ResultModel } from "../../../contract/models/result.ts";
import { formatMemorySize } from "../../../core/memory-size.ts";
import { spanText } from "../../render/time-text.ts";
import { fields, type View } from "../../render/view.ts";

type Columns = Readonly<Record<string, (result: ResultModel) => unknown>>;

/** Run, attempt and workflow are shown where they tell rows apart; the run always with `allRuns`. */
export function resultColumns(results: readonly ResultModel[], allRuns: boolean): Columns {
	const differ = (value: (result: ResultModel) => unknown): boolean => new Set(results.map(value)).size > 1;
	return {
		ID: (r) => r.id,
		"Job ID": (r) => r.job_id,
		"Job Name": (r) => r.job_name,
		...(differ((r) => r.workflow_id) && { "WF ID": (r: ResultModel) => r.workflow_id }),
		...(allRuns && { "Run ID": (r: ResultModel) => r.run_id }),
		...(differ((r) => r.attempt_id) && { Attempt: (r: ResultModel) => r.attempt_id }),
		"Return Code": (r) => r.return_code,
		"Exec Time": (r) => spanText(r.exec_time_minutes * 60),
		"Peak Mem": (r) => (typeof r.peak_memory_bytes === "number" ? formatMemorySize(r.peak_memory_bytes) : ""),
		"Peak CPU %": (r) => (typeof r.peak_cpu_percent === "number" ? `${r.peak_cpu_percent.toFixed(1)}%` : ""),
		...(results.some(wasAsked) && { "Signal to Exit": endingText }),
		"Completion Time": (r) => r.completion_time,
		Status: (r) => r.status,
	};
}

const wasAsked = (result: ResultModel): boolean => typeof result.signal_to_exit_seconds === "number";

/** `12.3 s of 30 s`: how long it took to end, and what it was given. */
function endingText({ signal_to_exit_seconds: took, signal_lead_seconds: given }: ResultModel): string {
	if (typeof took !== "number") return "";
	return typeof given === "number" ? `${spanText(took)} of ${spanText(given)}` : spanText(took);
}

export const showResult = (result: ResultModel, title = `Result ID ${result.id}:`): View =>
	fields(
		{
			ID: result.id,
			"Job ID": result.job_id,
			"Job Name": result.job_name,
			"Workflow ID": result.workflow_id,
			"Run ID": result.run_id,
			Attempt: result.attempt_id,
			Status: result.status,
			"Return Code": result.return_code,
			"Exec Time": spanText(result.exec_time_minutes * 60),
			Signal: result.signal,
			Reason: result.reason,
			"Signal to Exit": wasAsked(result) ? endingText(result) : null,
			"Completion Time": result.completion_time,
			"Compute Node": result.compute_node_id,
			"Peak Memory": typeof result.peak_memory_bytes === "number" ? formatMemorySize(result.peak_memory_bytes) : null,
			"Average Memory": typeof result.avg_memory_bytes === "number" ? formatMemorySize(result.avg_memory_bytes) : null,
			"Peak CPU %": result.peak_cpu_percent?.toFixed(1),
			"Average CPU %": result.avg_cpu_percent?.toFixed(1),
		},
		title,
	);
