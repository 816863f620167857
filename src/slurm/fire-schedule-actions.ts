// Fires pending schedule_nodes actions for Slurm: takes each, submits its allocations, gives it back when none came of it.
import type { Client } from "../client/connect.ts";
import type { WorkflowActionModel } from "../contract/models/action.ts";
import type { WorkflowModel } from "../contract/models/workflow.ts";
import { TorcError } from "../core/errors.ts";
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

/** Null when somebody else took it meanwhile. */
export async function fireScheduleAction(
	client: Client,
	settings: RunnerSettings,
	workflow: WorkflowModel,
	action: WorkflowActionModel,
	computeNodeId: number | null,
): Promise<FiredAction | null> {
	const params = { id: workflow.id as number, action_id: action.id as number };
	try {
		const { claimed } = await client.claimAction({ params, body: { compute_node_id: computeNodeId } });
		if (claimed === false) return null;
	} catch (error) {
		if (error instanceof TorcError && error.kind === "conflict") return null;
		throw error;
	}
	const fired = await submit(client, settings, workflow, action).catch(async (error: Error) => {
		await client.releaseAction({ params }).catch(() => undefined);
		throw error;
	});
	if (fired.slurmJobIds.length === 0) await client.releaseAction({ params });
	return fired;
}

async function submit(
	client: Client,
	settings: RunnerSettings,
	workflow: WorkflowModel,
	action: WorkflowActionModel,
): Promise<FiredAction> {
	const config = action.action_config as ScheduleConfig;
	const wanted = config.num_allocations ?? 1;
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
	});
	return { actionId, scheduler: scheduler.name ?? String(id), wanted, slurmJobIds, problem: refusal };
}
