// The plan of a runner, from what its workflow and its starter say.
import type { Session } from "../session.ts";
import { makePlan, type Plan } from "./plan.ts";

/** `deadline`: epoch milliseconds; without one there is no plan. */
export function planOf(
	{ execution, workflow, options, startedAt }: Session,
	deadline: number | undefined,
): Plan | null {
	if (deadline === undefined) return null;
	return makePlan(startedAt, deadline, {
		headroomSeconds: execution.sigkill_headroom_seconds ?? null,
		leadSeconds: execution.sigterm_lead_seconds ?? null,
		warningSeconds: null,
		bufferSeconds: workflow.compute_node_expiration_buffer_seconds ?? null,
		hasExecutionConfig: workflow.execution_config != null,
		pollIntervalSeconds: options.pollIntervalSeconds ?? 5,
	});
}
