// What would be created, in numbers and names: the answer of a dry run (1-spec §8).
import type { WorkflowDraft } from "../core/draft.ts";
import { SUBMIT_TRIGGERS } from "../core/trigger-types.ts";
import type { SpecDocument } from "./document.ts";

export interface SpecSummary {
	readonly workflow_name: string;
	readonly workflow_description: string | null;
	readonly job_count: number;
	readonly job_count_before_expansion: number;
	readonly file_count: number;
	readonly file_count_before_expansion: number;
	readonly user_data_count: number;
	readonly resource_requirements_count: number;
	readonly slurm_scheduler_count: number;
	readonly action_count: number;
	readonly has_schedule_nodes_action: boolean;
	readonly job_names: readonly string[];
	readonly scheduler_names: readonly string[];
}

export function summarize(document: SpecDocument, draft: WorkflowDraft): SpecSummary {
	return {
		workflow_name: document.name,
		workflow_description: document.description ?? null,
		job_count: draft.jobs.length,
		job_count_before_expansion: document.jobs.length,
		file_count: draft.files.length,
		file_count_before_expansion: document.files?.length ?? 0,
		user_data_count: draft.userData.length,
		resource_requirements_count: draft.resourceRequirements.length,
		slurm_scheduler_count: draft.slurmSchedulers.length,
		action_count: draft.actions.length,
		has_schedule_nodes_action: draft.actions.some(
			(action) => action.action_type === "schedule_nodes" && SUBMIT_TRIGGERS.includes(action.trigger_type),
		),
		job_names: draft.jobs.map((job) => job.name),
		scheduler_names: draft.slurmSchedulers.flatMap((scheduler) => scheduler.name ?? []),
	};
}
