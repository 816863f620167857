// Purpose: compute nodes and scheduled compute nodes, with the events that tell of them. What a node reports of itself
// is a fact, so an archived workflow takes it too: else a node that was at work then would stay active for ever.
import { notFound } from "../../../core/errors.ts";
import { checkedLabels } from "../../../core/labels.ts";
import { describeRunStart } from "../../provenance/run-entities.ts";
import { getRecord, type StoredRecord, updateRecord } from "../../reads/records/record-table.ts";
import { COMPUTE_NODES, SCHEDULED_COMPUTE_NODES } from "../../reads/records/record-tables.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { createRecord, type Fields, type NewRecord } from "../records/records.ts";
import { createEvent } from "../store-event.ts";

/** Errors: 404; 422 for a bad label. */
export function createComputeNode(tx: Transaction, fields: NewRecord): StoredRecord {
	checkedLabels((fields.labels as readonly string[] | null | undefined) ?? []);
	const node = createRecord(tx, COMPUTE_NODES, fields);
	const { hostname, pid, num_cpus, memory_gb, num_gpus, compute_node_type } = node;
	const data = { compute_node_id: node.id, hostname, pid, num_cpus, memory_gb, num_gpus, compute_node_type };
	tx.emit(node.workflow_id, "compute_node_started", data);
	const workflow = getWorkflowState(tx.db, node.workflow_id);
	if (workflow.enable_ro_crate === 1) {
		describeRunStart(tx, workflow, compute_node_type === "slurm" ? "torc-slurm-job-runner" : null);
	}
	return node;
}

/** `is_active: false` tells that the node has stopped, once. */
export function updateComputeNode(tx: Transaction, nodeId: number, fields: Fields): StoredRecord {
	checkedLabels((fields.labels as readonly string[] | null | undefined) ?? []);
	const before = tx.db.get<{ is_active: number | null }>("SELECT is_active FROM compute_node WHERE id = ?", nodeId);
	if (before === undefined) throw notFound(COMPUTE_NODES.noun, nodeId);
	updateRecord(tx, COMPUTE_NODES, nodeId, fields);
	const node = getRecord(tx.db, COMPUTE_NODES, nodeId);
	if (fields.is_active === false && before.is_active !== 0) {
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
	recordAllocation(tx, node);
	return node;
}

/** Error: 404. */
export function updateScheduledComputeNode(tx: Transaction, nodeId: number, fields: Fields): StoredRecord {
	const before = getRecord(tx.db, SCHEDULED_COMPUTE_NODES, nodeId);
	updateRecord(tx, SCHEDULED_COMPUTE_NODES, nodeId, fields);
	const node = getRecord(tx.db, SCHEDULED_COMPUTE_NODES, nodeId);
	if (node.status !== before.status) recordAllocation(tx, node);
	return node;
}

/** Stored: when an allocation was asked for, began and ended (3-rest-api §5). */
function recordAllocation(tx: Transaction, node: StoredRecord): void {
	const { id, scheduler_id, scheduler_type, status } = node;
	const data = { scheduled_compute_node_id: id, scheduler_id, scheduler_type, status };
	createEvent(tx, node.workflow_id, { category: "allocation", ...data });
}
