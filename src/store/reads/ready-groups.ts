// The ready jobs of a workflow in groups that claiming treats alike: a handful of rows, however many jobs wait.
import type { Database } from "../../sqlite/database.ts";

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

/** Two plain look-ups: in this driver a join of the two tables takes four times as long (measured: 20 µs). */
export function listReadyGroups(db: Database, workflowId: number): ReadyGroupRow[] {
	const requirements = new Map<number, Requirements>();
	return db.all<Group>(GROUPS, workflowId).map((group) => {
		const id = group.resource_requirements_id;
		let required = requirements.get(id);
		if (required === undefined) {
			required = db.get<Requirements>(REQUIREMENTS, id) as Requirements;
			requirements.set(id, required);
		}
		return { ...group, ...required };
	});
}

type Group = Pick<
	ReadyGroupRow,
	"resource_requirements_id" | "scheduler_id" | "labels" | "priority" | "claim_class" | "count"
>;
type Requirements = Omit<ReadyGroupRow, keyof Group>;

const GROUPS = `SELECT resource_requirements_id, scheduler_id, labels, priority, claim_class, count FROM ready_group
	WHERE workflow_id = ? AND count > 0`;
const REQUIREMENTS = `SELECT num_cpus, num_gpus, num_nodes, memory_bytes, runtime_seconds FROM resource_requirements
	WHERE id = ?`;

/**
 * Whether a runner with these labels serves a job with those (2-states §5.3): an unlabeled runner takes unlabeled
 * jobs only, a labeled one only labeled jobs whose every label it has.
 */
export function servesLabels(runner: readonly string[], jobLabels: string): boolean {
	if (jobLabels === "") return runner.length === 0;
	return jobLabels.split(",").every((label) => runner.includes(label));
}
