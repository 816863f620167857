// What ends have cost a workflow over all its runs, from counters (commands/lost-work.ts).
import { LOSS_CAUSES, type LossCause } from "../../core/lost-work.ts";
import type { Database } from "../../sqlite/database.ts";

export interface LostWork {
	/** Attempts that did not complete, also those that lost nothing. */
	readonly attempts: number;
	/** Of these, without a known checkpoint: their whole run time counts. */
	readonly without_checkpoint: number;
	/** Seconds lost × CPUs the job held. */
	readonly cpu_seconds: number;
	/** Seconds lost × nodes, or the part of one, that the job held. */
	readonly node_seconds: number;
}

const NONE: LostWork = { attempts: 0, without_checkpoint: 0, cpu_seconds: 0, node_seconds: 0 };

/** Every cause is there; their sum is `total`. */
export function readLostWork(db: Database, workflowId: number): Record<LossCause | "total", LostWork> {
	const rows = new Map(db.all<LostWork & { cause: LossCause }>(LOST, workflowId).map((row) => [row.cause, row]));
	const byCause = LOSS_CAUSES.map((cause) => [cause, figures(rows.get(cause) ?? NONE)] as const);
	const total = byCause.reduce((sum, [, each]) => plus(sum, each), NONE);
	return Object.fromEntries([...byCause, ["total", total]]) as Record<LossCause | "total", LostWork>;
}

const LOST =
	"SELECT cause, attempts, without_checkpoint, cpu_seconds, node_seconds FROM lost_work WHERE workflow_id = ?";

/** Sums of fractions that were taken back may be a hair below 0. */
const figures = ({ attempts, without_checkpoint, cpu_seconds, node_seconds }: LostWork): LostWork => ({
	attempts,
	without_checkpoint,
	cpu_seconds: Math.max(0, cpu_seconds),
	node_seconds: Math.max(0, node_seconds),
});

const plus = (a: LostWork, b: LostWork): LostWork => ({
	attempts: a.attempts + b.attempts,
	without_checkpoint: a.without_checkpoint + b.without_checkpoint,
	cpu_seconds: a.cpu_seconds + b.cpu_seconds,
	node_seconds: a.node_seconds + b.node_seconds,
});
