// An action of a draft.
import type { DraftAction } from "../../../core/draft.ts";
import { isJobTrigger } from "../../../core/trigger-types.ts";
import type { Transaction } from "../../transaction.ts";
import { type DraftIds, idAt } from "./draft-ids.ts";

export function insertDraftAction(tx: Transaction, ids: DraftIds, action: DraftAction): void {
	const config =
		action.scheduler === undefined
			? action.action_config
			: { ...action.action_config, scheduler_id: idAt(ids.schedulers, action.scheduler, "scheduler") };
	const jobIds = action.jobs?.map((index) => ids.firstJob + index);
	const countsJobs = isJobTrigger(action.trigger_type);
	const actionId = tx.db.insert(
		INSERT,
		ids.workflowId,
		action.trigger_type,
		action.action_type,
		JSON.stringify(config),
		jobIds === undefined ? null : JSON.stringify(jobIds),
		countsJobs ? Math.max(1, jobIds?.length ?? 0) : 1,
		action.persistent ? 1 : 0,
	);
	if (!countsJobs) return;
	for (const jobId of jobIds ?? [])
		tx.db.run("INSERT INTO action_job (job_id, action_id) VALUES (?, ?)", jobId, actionId);
}

const INSERT = `INSERT INTO workflow_action (workflow_id, trigger_type, action_type, action_config, job_ids,
	required_triggers, persistent) VALUES (?, ?, ?, ?, ?, ?, ?)`;
