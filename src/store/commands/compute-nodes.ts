// Purpose: compute nodes and scheduled compute nodes, with the events that tell of them.
import { invalid } from "../../core/errors.ts";
import { labelProblem } from "../../core/labels.ts";
import { getRecord, type StoredRecord } from "../reads/record-table.ts";
import { COMPUTE_NODES, SCHEDULED_COMPUTE_NODES } from "../reads/record-tables.ts";
import type { Transaction } from "../transaction.ts";
import { changeRecord, createRecord, type NewRecord } from "./records.ts";

/** Errors: 404; 422 for a bad label. */
export function createComputeNode(tx: Transaction, fields: NewRecord): StoredRecord {
	for (const label of (fields.labels as readonly string[] | null | undefined) ?? []) {
		const problem = labelProblem(label);
		if (problem) throw invalid(problem, { field: "labels", value: label });
	}
	const node = createRecord(tx, COMPUTE_NODES, fields);
	const { hostname, pid, num_cpus, memory_gb, num_gpus, compute_node_type } = node;
	const data = { compute_node_id: node.id, hostname, pid, num_cpus, memory_gb, num_gpus, compute_node_type };
	tx.emit(node.workflow_id, "compute_node_started", data);
	return node;
}

export function updateComputeNode(
	tx: Transaction,
	nodeId: number,
	fields: Readonly<Record<string, unknown>>,
): StoredRecord {
	const before = getRecord(tx.db, COMPUTE_NODES, nodeId);
	const node = changeRecord(tx, COMPUTE_NODES, nodeId, fields);
	if (before.is_active === true && node.is_active === false) {
		const { hostname, pid, duration_seconds, compute_node_type } = node;
		const data = { compute_node_id: nodeId, hostname, pid, duration_seconds, compute_node_type };
		tx.emit(node.workflow_id, "compute_node_stopped", data);
	}
	return node;
}

export function createScheduledComputeNode(tx: Transaction, fields: NewRecord): StoredRecord {
	const node = createRecord(tx, SCHEDULED_COMPUTE_NODES, fields);
	const { scheduler_id, scheduler_config_id, scheduler_type, status } = node;
	const data = { scheduled_compute_node_id: node.id, scheduler_id, scheduler_config_id, scheduler_type, status };
	tx.emit(node.workflow_id, "scheduler_node_created", data);
	return node;
}
