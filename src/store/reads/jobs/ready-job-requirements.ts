// What the ready jobs of a workflow need together, for planning allocations.
import { formatDuration } from "../../../core/duration.ts";
import type { Database } from "../../../sqlite/database.ts";
import { getWorkflowState } from "../workflows/workflow-state.ts";
import { listReadyGroups } from "./ready-groups.ts";

export interface ReadyJobRequirements {
	readonly num_jobs: number;
	readonly num_cpus: number;
	readonly num_gpus: number;
	/** GiB. */
	readonly memory_gb: number;
	/** ISO 8601. */
	readonly max_runtime: string;
	readonly max_num_nodes: number;
}

/** Sums over the ready jobs; the greatest runtime and node count. With a scheduler: its jobs and unpinned ones. */
export function getReadyJobRequirements(
	db: Database,
	workflowId: number,
	schedulerId: number | null,
): ReadyJobRequirements {
	getWorkflowState(db, workflowId);
	const sums = { num_jobs: 0, num_cpus: 0, num_gpus: 0, memoryBytes: 0, runtimeSeconds: 0, max_num_nodes: 0 };
	for (const group of listReadyGroups(db, workflowId)) {
		if (schedulerId !== null && group.scheduler_id !== 0 && group.scheduler_id !== schedulerId) continue;
		sums.num_jobs += group.count;
		sums.num_cpus += group.count * group.num_cpus;
		sums.num_gpus += group.count * group.num_gpus;
		sums.memoryBytes += group.count * group.memory_bytes;
		sums.runtimeSeconds = Math.max(sums.runtimeSeconds, group.runtime_seconds);
		sums.max_num_nodes = Math.max(sums.max_num_nodes, group.num_nodes);
	}
	const { num_jobs, num_cpus, num_gpus, max_num_nodes } = sums;
	const max_runtime = formatDuration(sums.runtimeSeconds);
	return { num_jobs, num_cpus, num_gpus, memory_gb: sums.memoryBytes / 2 ** 30, max_runtime, max_num_nodes };
}
