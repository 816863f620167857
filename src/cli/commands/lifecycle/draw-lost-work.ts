// What ends of attempts have cost, as `torc status` shows it.
import type { WorkflowStatusResponse } from "../../../contract/models/workflow.ts";
import { LOSS_CAUSES, type LossCause } from "../../../core/lost-work.ts";

const WORDS: Readonly<Record<LossCause, string>> = {
	wall_time: "wall time",
	preemption: "preempted",
	failure: "failures",
	node_loss: "lost nodes",
	cancel: "canceled",
	stop: "stopped",
};

/** They stop jobs that could have gone on. */
const STOPPED = ["wall_time", "preemption", "node_loss", "stop"] as const;

/** No lines as long as every attempt has completed. */
export function drawLostWork(lost: WorkflowStatusResponse["lost_work"]): string[] {
	if (lost === undefined || lost.total.attempts === 0) return [];
	const causes = LOSS_CAUSES.filter((cause) => lost[cause].attempts > 0);
	const lines = causes.map((cause) => `  ${`${WORDS[cause]}:`.padEnd(16)}${figures(lost[cause])}`);
	const unknown = STOPPED.reduce((sum, cause) => sum + lost[cause].without_checkpoint, 0);
	if (unknown > 0) {
		lines.push(`  ${unknown} stopped attempt(s) left no known checkpoint and count in full: declare checkpoint.paths.`);
	}
	return ["", "Lost Work:", ...lines];
}

function figures({ attempts, node_hours, cpu_hours }: NonNullable<WorkflowStatusResponse["lost_work"]>["total"]) {
	return `${hours(node_hours)} node-hours, ${hours(cpu_hours)} CPU-hours in ${attempts} attempt(s)`;
}

const hours = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2);
