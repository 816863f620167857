// The workflow record of a draft, its automatic requirement, and the groups it is shared with.
import type { DraftWorkflow } from "../../../core/draft.ts";
import { invalid } from "../../../core/errors.ts";
import type { Transaction } from "../../transaction.ts";
import type { DraftIds } from "./draft-ids.ts";

/** Resources of a job that asks for none (1-spec, JobSpec). */
export const DEFAULT_REQUIREMENTS = {
	name: "default",
	num_cpus: 1,
	num_gpus: 0,
	num_nodes: 1,
	memory: "1m",
	memory_bytes: 2 ** 20,
	runtime: "P0DT1M",
	runtime_seconds: 60,
} as const;

export function insertDraftWorkflow(tx: Transaction, draft: DraftWorkflow, authenticatedUser: string | null): DraftIds {
	const workflowId = tx.db.insert(
		INSERT,
		draft.name,
		authenticatedUser ?? draft.user,
		draft.description ?? null,
		draft.project ?? null,
		json(draft.metadata),
		json(draft.env),
		tx.timestamp,
		draft.submission_directory ?? null,
		draft.compute_node_expiration_buffer_seconds ?? null,
		draft.compute_node_wait_for_new_jobs_seconds ?? 90,
		draft.compute_node_ignore_workflow_completion ? 1 : 0,
		draft.compute_node_wait_for_healthy_database_minutes ?? 20,
		draft.compute_node_min_time_for_new_jobs_seconds ?? 300,
		draft.jobs_sort_method ?? null,
		draft.use_pending_failed ? 1 : 0,
		draft.enable_ro_crate ? 1 : 0,
		draft.dynamic_jobs?.max_iterations ?? null,
		json(draft.resource_monitor_config),
		json(draft.execution_config),
		json(draft.slurm_defaults),
	);
	tx.createdWorkflowId = workflowId;
	for (const name of draft.access_groups ?? []) shareWithGroup(tx, workflowId, name);
	return {
		workflowId,
		defaultRequirements: insertDefaultRequirements(tx, workflowId),
		env: draft.env ?? null,
		requirements: [],
		schedulers: [],
		failureHandlers: [],
		files: [],
		userData: [],
		inputFileLists: [],
		inputUserDataLists: [],
		firstJob: 0,
	};
}

const INSERT = `INSERT INTO workflow (name, user, description, project, metadata, env, timestamp, submission_directory,
	compute_node_expiration_buffer_seconds, compute_node_wait_for_new_jobs_seconds,
	compute_node_ignore_workflow_completion, compute_node_wait_for_healthy_database_minutes,
	compute_node_min_time_for_new_jobs_seconds, jobs_sort_method, use_pending_failed, enable_ro_crate,
	dynamic_max_iterations, resource_monitor_config, execution_config, slurm_defaults)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

/** Every workflow has this record; answers its id. */
export function insertDefaultRequirements(tx: Transaction, workflowId: number): number {
	const d = DEFAULT_REQUIREMENTS;
	return tx.db.insert(
		`INSERT INTO resource_requirements
			(workflow_id, name, num_cpus, num_gpus, num_nodes, memory, memory_bytes, runtime, runtime_seconds)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		workflowId,
		d.name,
		d.num_cpus,
		d.num_gpus,
		d.num_nodes,
		d.memory,
		d.memory_bytes,
		d.runtime,
		d.runtime_seconds,
	);
}

/** Errors: 422 for an unknown or repeated group. */
export function shareWithGroup(tx: Transaction, workflowId: number, groupName: string): void {
	const group = tx.db.get<{ id: number }>("SELECT id FROM access_group WHERE name = ?", groupName);
	if (group === undefined)
		throw invalid(`Unknown access group '${groupName}'`, { field: "access_groups", value: groupName });
	const shared = tx.db.run(
		"INSERT OR IGNORE INTO workflow_access_group (workflow_id, group_id, created_at) VALUES (?, ?, ?)",
		workflowId,
		group.id,
		tx.timestamp,
	);
	if (shared === 0)
		throw invalid(`Duplicate access group '${groupName}'`, { field: "access_groups", value: groupName });
}
