// The plan of a runner, from what its workflow and its starter say.
import type { Session } from "../session.ts";
import { makePlan, type Plan } from "./plan.ts";

/** Null for a node without an end. */
export function planOf(session: Session): Plan | null {
	const { execution, ending, workflow, options, startedAt, deadline, learnedLeadSeconds } = session;
	if (deadline === undefined) return null;
	return makePlan(startedAt, deadline, {
		headroomSeconds: execution.sigkill_headroom_seconds ?? null,
		leadSeconds: ending.leadSeconds,
		learnedLeadSeconds,
		warningSeconds: options.allocation?.warningSeconds ?? null,
		bufferSeconds: workflow.compute_node_expiration_buffer_seconds ?? null,
		hasExecutionConfig: workflow.execution_config != null,
		pollIntervalSeconds: options.pollIntervalSeconds ?? 5,
	});
}
