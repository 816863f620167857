// What ends have cost a workflow over all its runs, from counters (commands/lost-work.ts).
import { LOSS_CAUSES, type LossCause } from "../../../core/lost-work.ts";
import type { Database } from "../../../sqlite/database.ts";

export interface LostWork {
	/** Attempts that did not complete, also those that lost nothing. */
	readonly attempts: number;
	/** Of these, without a known checkpoint: their whole run time counts. */
	readonly without_checkpoint: number;
	/** Hours lost × CPUs the job held. */
	readonly cpu_hours: number;
	/** Hours lost × nodes, or the part of one, that the job held. */
	readonly node_hours: number;
}

const NONE: LostWork = { attempts: 0, without_checkpoint: 0, cpu_hours: 0, node_hours: 0 };

/** Every cause is there; their sum is `total`. */
export function readLostWork(db: Database, workflowId: number): Record<LossCause | "total", LostWork> {
	const rows = new Map(db.all<Row>(LOST, workflowId).map((row) => [row.cause, inHours(row)]));
	const byCause = LOSS_CAUSES.map((cause) => [cause, rows.get(cause) ?? NONE] as const);
	const total = byCause.reduce((sum, [, each]) => plus(sum, each), NONE);
	return Object.fromEntries([...byCause, ["total", total]]) as Record<LossCause | "total", LostWork>;
}

interface Row {
	readonly cause: LossCause;
	readonly attempts: number;
	readonly without_checkpoint: number;
	readonly cpu_seconds: number;
	readonly node_seconds: number;
}

const LOST =
	"SELECT cause, attempts, without_checkpoint, cpu_seconds, node_seconds FROM lost_work WHERE workflow_id = ?";

/** Sums of fractions that were taken back may be a hair below 0. */
const inHours = ({ attempts, without_checkpoint, cpu_seconds, node_seconds }: Row): LostWork => ({
	attempts,
	without_checkpoint,
	cpu_hours: Math.max(0, cpu_seconds) / 3600,
	node_hours: Math.max(0, node_seconds) / 3600,
});

const plus = (a: LostWork, b: LostWork): LostWork => ({
	attempts: a.attempts + b.attempts,
	without_checkpoint: a.without_checkpoint + b.without_checkpoint,
	cpu_hours: a.cpu_hours + b.cpu_hours,
	node_hours: a.node_hours + b.node_hours,
});
