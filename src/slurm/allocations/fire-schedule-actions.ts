// Fires pending schedule_nodes actions for Slurm: takes each, submits its allocations, gives it back when none came of it.
import type { Client } from "../../client/connect.ts";
import type { WorkflowActionModel } from "../../contract/models/action.ts";
import type { WorkflowModel } from "../../contract/models/workflow.ts";
import { TorcError } from "../../core/errors.ts";
import { missingAllocations, settleShortfall } from "./shortfall.ts";
import { type RunnerSettings, submitAllocations } from "./submit-allocations.ts";

export interface FiredAction {
	readonly actionId: number;
	readonly scheduler: string;
	readonly wanted: number;
	readonly slurmJobIds: readonly string[];
	/** Slurm's words, or why nothing could be asked for. */
	readonly problem: string | null;
}

interface ScheduleConfig {
	readonly scheduler_type?: string;
	readonly scheduler_id?: number;
	readonly num_allocations?: number | null;
	readonly start_one_worker_per_node?: boolean | null;
	readonly max_parallel_jobs?: number | null;
}

export const isSlurmSchedule = (action: WorkflowActionModel): boolean =>
	action.action_type === "schedule_nodes" && (action.action_config as ScheduleConfig).scheduler_type === "slurm";

export interface Firing {
	readonly workflow: WorkflowModel;
	readonly action: WorkflowActionModel;
	/** The runner that fires it; null for a person. */
	readonly computeNodeId: number | null;
}

/** How many allocations the action asks for when it fires next: what is still missing, or all of them. */
export const wantedAllocations = (action: WorkflowActionModel, missing: ReadonlyMap<number, number>): number =>
	missing.get(action.id as number) ?? (action.action_config as ScheduleConfig).num_allocations ?? 1;

/**
 * Null when somebody else took it meanwhile. An action that got less than it wanted is pending again: whoever fires it next
 * asks for the rest. `count`: how many a person wants instead; null: what the action wants.
 */
export async function fireScheduleAction(
	client: Client,
	settings: RunnerSettings,
	firing: Firing,
	count: number | null,
): Promise<FiredAction | null> {
	const { workflow, action, computeNodeId } = firing;
	const workflowId = workflow.id as number;
	const actionId = action.id as number;
	const params = { id: workflowId, action_id: actionId };
	try {
		const { claimed } = await client.claimAction({ params, body: { compute_node_id: computeNodeId } });
		if (claimed === false) return null;
	} catch (error) {
		if (error instanceof TorcError && error.kind === "conflict") return null;
		throw error;
	}
	try {
		const missing = action.persistent ? new Map() : await missingAllocations(client, workflowId);
		const fired = await submit(client, settings, firing, count ?? wantedAllocations(action, missing));
		if (fired.slurmJobIds.length < fired.wanted) await client.releaseAction({ params });
		else if (missing.has(actionId)) await settleShortfall(client, workflowId, actionId);
		return fired;
	} catch (error) {
		await client.releaseAction({ params }).catch(() => undefined);
		throw error;
	}
}

async function submit(
	client: Client,
	settings: RunnerSettings,
	{ workflow, action }: Firing,
	wanted: number,
): Promise<FiredAction> {
	const config = action.action_config as ScheduleConfig;
	const actionId = action.id as number;
	const id = config.scheduler_id ?? 0;
	const scheduler = await client.getSlurmScheduler({ params: { id } }).catch((error) => {
		if (error instanceof TorcError && error.kind === "not_found") return null;
		throw error;
	});
	if (scheduler === null) {
		const problem = `the action names the Slurm scheduler ${id}, which does not exist`;
		return { actionId, scheduler: String(id), wanted, slurmJobIds: [], problem };
	}
	const { slurmJobIds, refusal } = await submitAllocations(client, settings, {
		workflow,
		scheduler,
		count: wanted,
		oneWorkerPerNode: config.start_one_worker_per_node ?? false,
		maxParallelJobs: config.max_parallel_jobs ?? null,
		actionId: action.persistent ? null : actionId,
	});
	return { actionId, scheduler: scheduler.name ?? String(id), wanted, slurmJobIds, problem: refusal };
}
