// Submits a created workflow: what is unfinished becomes ready, and its allocations are asked for (2-states §4.6).
import type { Client } from "../../../../client/connect.ts";
import type { WorkflowActionModel } from "../../../../contract/models/action.ts";
import type { WorkflowModel } from "../../../../contract/models/workflow.ts";
import { TorcError } from "../../../../core/errors.ts";
import { type FiredAction, fireScheduleAction } from "../../../../slurm/allocations/fire-schedule-actions.ts";
import { retireAllocations } from "../../../../slurm/allocations/retire-allocations.ts";
import { missingAllocations } from "../../../../slurm/allocations/shortfall.ts";
import type { Context } from "../../../context.ts";
import { collect } from "../../../lists/collect.ts";
import { initialize } from "../../workflows/initialize.ts";
import { type RunnerFlags, runnerSettings } from "../inside/runner-settings.ts";
import { reviewActions } from "./review-actions.ts";
import { isPending, submits, toRefire, unscheduled } from "./schedule-actions.ts";

export interface SubmitOptions extends RunnerFlags {
	readonly ignoreMissingData: boolean;
	readonly noRefire: boolean;
	readonly noPrompts: boolean;
}

export interface SubmittedWorkflow {
	readonly workflow_id: number;
	readonly message: string;
	readonly slurm_job_ids: readonly string[];
	/** A person chose to submit nothing. */
	readonly canceled: boolean;
}

/** Errors: `invalid` when nothing can be submitted, with Slurm's words where it refused. */
export async function submitWorkflow(
	context: Context,
	workflowId: number,
	options: SubmitOptions,
): Promise<SubmittedWorkflow> {
	const client = await context.client();
	const settings = await runnerSettings(context, options);
	const params = { id: workflowId };
	const all = await client.getWorkflowActions({ params });
	if (!all.some(submits)) throw unscheduled(`Workflow ${workflowId}`);
	const { alive } = await retireAllocations(client, workflowId);
	await makeReady(context, client, workflowId, options.ignoreMissingData);
	const workflow = await client.getWorkflow({ params });
	const actions = await client.getWorkflowActions({ params });
	const due = await dueActions(client, workflow, actions, alive > 0 || options.noRefire);
	const later = actions.filter((action) => submits(action) && !action.executed && !due.includes(action));
	const missing = await missingAllocations(client, workflowId);
	const review = await reviewActions(context, workflow, { due, later, missing }, options.noPrompts);
	if (review === null) return nothing(workflowId);
	for (const { id, executed } of review.disable) {
		if (!executed) await client.claimAction({ params: { id: workflowId, action_id: id as number }, body: {} });
	}
	if (review.fire.length === 0) {
		if (review.disable.length > 0) return nothing(workflowId);
		throw nothingDue(workflowId, alive);
	}
	const fired: FiredAction[] = [];
	for (const { action, count } of review.fire) {
		if (action.executed) await client.releaseAction({ params: { id: workflowId, action_id: action.id as number } });
		const outcome = await fireScheduleAction(client, settings, { workflow, action, computeNodeId: null }, count);
		if (outcome !== null) fired.push(outcome);
	}
	return report(context, workflowId, fired);
}

/** Uninitialized workflows are initialized; jobs that were stopped go on with their next attempt. */
async function makeReady(context: Context, client: Client, workflowId: number, force: boolean): Promise<void> {
	const params = { id: workflowId };
	const { is_uninitialized } = await client.isWorkflowUninitialized({ params });
	if (is_uninitialized) {
		const { cwd, warn } = context;
		await initialize(client, workflowId, { force, cwd, warn, fresh: true });
		return;
	}
	const { continued } = await client.continueTerminatedJobs({ params });
	if (continued > 0) context.terminal.say(`${continued} stopped job(s) go on`);
}

async function dueActions(
	client: Client,
	workflow: WorkflowModel,
	actions: readonly WorkflowActionModel[],
	served: boolean,
): Promise<WorkflowActionModel[]> {
	const params = { id: workflow.id as number };
	const pending = actions.filter((action) => submits(action) && isPending(action));
	if (pending.length > 0 || served) return pending;
	const { is_complete } = await client.isWorkflowComplete({ params });
	if (is_complete) return [];
	const ready = await collect(client.listJobs, { query: { workflow_id: workflow.id as number, status: "ready" } });
	return toRefire(actions, new Set(ready.map((job) => job.id as number)));
}

const nothing = (workflowId: number): SubmittedWorkflow => ({
	workflow_id: workflowId,
	message: "Nothing was submitted",
	slurm_job_ids: [],
	canceled: true,
});

function nothingDue(workflowId: number, alive: number): TorcError {
	if (alive > 0) {
		return new TorcError(
			"invalid",
			`Workflow ${workflowId} has ${alive} allocation(s) already; nothing was submitted`,
			{
				hint: `More of them: 'torc slurm schedule-nodes ${workflowId} -n N'.`,
			},
		);
	}
	return new TorcError(
		"invalid",
		`Workflow ${workflowId} has nothing to submit: no action is due and no work is left`,
		{
			hint: `'torc status ${workflowId}' shows its jobs; 'torc workflows init ${workflowId}' starts it from the beginning.`,
		},
	);
}

function report(context: Context, workflowId: number, fired: readonly FiredAction[]): SubmittedWorkflow {
	const ids = fired.flatMap((action) => action.slurmJobIds);
	const problems = fired.filter((action) => action.problem !== null);
	if (ids.length === 0) {
		const said = problems.map((action) => `${action.scheduler}: ${action.problem}`).join("\n");
		throw new TorcError("invalid", `No allocation was submitted for workflow ${workflowId}: ${said}`, {
			hint: "Nothing was recorded; correct the scheduler ('torc slurm update') and submit again.",
		});
	}
	for (const { scheduler, wanted, slurmJobIds, problem } of problems) {
		context.warn(
			`only ${slurmJobIds.length} of ${wanted} allocations of ${scheduler} were submitted: ${problem}; the rest is asked for again by the next runner, or by 'torc submit ${workflowId}'`,
		);
	}
	const message = `Submitted workflow ${workflowId}: ${ids.length} allocation(s), Slurm job ${ids.join(", ")}`;
	return { workflow_id: workflowId, message, slurm_job_ids: ids, canceled: false };
}
