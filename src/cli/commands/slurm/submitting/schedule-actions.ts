// Which schedule_nodes actions a submission fires (5-slurm §3, 2-states §6).
import type { WorkflowActionModel } from "../../../../contract/models/action.ts";
import type { WorkflowDraft } from "../../../../core/draft.ts";
import { TorcError } from "../../../../core/errors.ts";
import { SUBMIT_TRIGGERS } from "../../../../core/trigger-types.ts";
import { isSlurmSchedule } from "../../../../slurm/allocations/fire-schedule-actions.ts";

/** Errors: `invalid` when a specification could never submit anything. */
export function refuseUnscheduled(draft: WorkflowDraft, file: string): void {
	const found = draft.actions.some(
		(action) => action.action_type === "schedule_nodes" && SUBMIT_TRIGGERS.includes(action.trigger_type),
	);
	if (!found) throw unscheduled(file);
}

export const unscheduled = (what: string): TorcError =>
	new TorcError("invalid", `${what} has no action that submits allocations; nothing was submitted`, {
		hint: "Add one to the specification: actions: [{trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: NAME, scheduler_type: slurm, num_allocations: 1}], submit by hand with 'torc slurm schedule-nodes', or run here with 'torc run'.",
	});

export const submits = (action: WorkflowActionModel): boolean =>
	isSlurmSchedule(action) && SUBMIT_TRIGGERS.includes(action.trigger_type);

export const isPending = (action: WorkflowActionModel): boolean =>
	!action.executed && (action.trigger_count ?? 0) >= (action.required_triggers ?? 1);

/**
 * Executed actions whose allocations are needed once more: those of the start, and those for jobs that are ready again.
 * `readyJobIds`: the jobs that are ready now.
 */
export function toRefire(
	actions: readonly WorkflowActionModel[],
	readyJobIds: ReadonlySet<number>,
): WorkflowActionModel[] {
	return actions.filter((action) => {
		if (!submits(action) || !action.executed || action.persistent) return false;
		if (action.trigger_type === "on_workflow_start") return true;
		return action.trigger_type === "on_jobs_ready" && (action.job_ids ?? []).some((id) => readyJobIds.has(id));
	});
}
