// The ready jobs of a workflow in groups that claiming treats alike: a handful of rows, however many jobs wait.
import type { Database } from "../../../sqlite/database.ts";

export interface ReadyGroupRow {
	readonly resource_requirements_id: number;
	/** 0: none. */
	readonly scheduler_id: number;
	/** Sorted, comma-separated; empty: none. */
	readonly labels: string;
	readonly priority: number;
	/** Bit 1: has a checkpoint, may start in less time than its runtime. Bit 2: continues after a termination. */
	readonly claim_class: number;
	readonly count: number;
	readonly num_cpus: number;
	readonly num_gpus: number;
	readonly num_nodes: number;
	readonly memory_bytes: number;
	readonly runtime_seconds: number;
}

export const listReadyGroups = (db: Database, workflowId: number): ReadyGroupRow[] =>
	db.all<ReadyGroupRow>(GROUPS, workflowId);

const GROUPS = `SELECT g.resource_requirements_id, g.scheduler_id, g.labels, g.priority, g.claim_class, g.count,
		r.num_cpus, r.num_gpus, r.num_nodes, r.memory_bytes, r.runtime_seconds
	FROM ready_group g CROSS JOIN resource_requirements r ON r.id = g.resource_requirements_id
	WHERE g.workflow_id = ? AND g.count > 0`;

/**
 * Whether a runner with these labels serves a job with those (2-states §5.3): an unlabeled runner takes unlabeled
 * jobs only, a labeled one only labeled jobs whose every label it has.
 */
export function servesLabels(runner: readonly string[], jobLabels: string): boolean {
	if (jobLabels === "") return runner.length === 0;
	return jobLabels.split(",").every((label) => runner.includes(label));
}
