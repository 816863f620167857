// What people see of a compute node, in a list and alone.
import type { ComputeNodeModel } from "../../../contract/models/compute-node.ts";
import { formatMemorySize } from "../../../core/memory-size.ts";
import { spanText } from "../../render/time-text.ts";

export const COLUMNS: Readonly<Record<string, (node: ComputeNodeModel) => unknown>> = {
	ID: (node) => node.id,
	Hostname: (node) => node.hostname,
	Scheduler: (node) => node.compute_node_type,
	"Scheduler Job ID": (node) => schedulerJobId(node.scheduler),
	Labels: (node) => node.labels,
	PID: (node) => node.pid,
	CPUs: (node) => node.num_cpus,
	"Memory (GB)": (node) => Math.round(node.memory_gb * 10) / 10,
	GPUs: (node) => node.num_gpus,
	Active: (node) => node.is_active ?? false,
	"Start Time": (node) => node.start_time,
	Duration: (node) => (typeof node.duration_seconds === "number" ? spanText(node.duration_seconds) : null),
	"CPU peak/avg": (node) => pair(node.peak_cpu_percent, node.avg_cpu_percent, (value) => `${value.toFixed(0)}%`),
	"Mem peak/avg": (node) => pair(node.peak_memory_bytes, node.avg_memory_bytes, formatMemorySize),
};

type Figure = number | null | undefined;

const pair = (peak: Figure, average: Figure, show: (value: number) => string): string | null =>
	typeof peak === "number" && typeof average === "number" ? `${show(peak)}/${show(average)}` : null;

function schedulerJobId(scheduler: unknown): unknown {
	if (typeof scheduler !== "object" || scheduler === null) return null;
	return "slurm_job_id" in scheduler ? scheduler.slurm_job_id : null;
}
