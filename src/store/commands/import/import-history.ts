// Results of an exported document, and the nodes they name. They are what was, not what is: a result that does not fit
// is left out with a warning, and no node is active.
import { countable, isCountable } from "../../../core/counter-limit.ts";
import { TorcError } from "../../../core/errors.ts";
import { type Fields, insertRecord } from "../../reads/records/record-table.ts";
import { COMPUTE_NODES } from "../../reads/records/record-tables.ts";
import type { Transaction } from "../../transaction.ts";
import { adoptResults, type ResultInput, storeResult } from "../attempts/store-result.ts";
import type { ImportTarget } from "./import-jobs.ts";

export type ImportedNode = Fields & { readonly id?: number | null | undefined };

/** Answers their number. */
export function importNodes(tx: Transaction, target: ImportTarget, nodes: Iterable<ImportedNode>): number {
	let count = 0;
	for (const node of nodes) {
		const fields = { ...node, workflow_id: target.workflowId, is_active: false };
		target.ids.add("compute_nodes", node.id, insertRecord(tx, COMPUTE_NODES, fields));
		count++;
	}
	return count;
}

export type ImportedResult = Omit<ResultInput, "workflow_id" | "attempt_id"> & {
	readonly attempt_id?: number | null | undefined;
};

export interface ImportedHistory {
	readonly results: number;
	/** Nodes made for results that name none of the document's. */
	readonly nodes: number;
}

/** The workflow goes on after the last run of the results, so that its next results never collide with them. */
export function importResults(
	tx: Transaction,
	target: ImportTarget,
	results: Iterable<ImportedResult>,
	lastRunId: number,
): ImportedHistory {
	const placeholder = placeholderNode(tx, target);
	let stored = 0;
	let leftOut = 0;
	let runId = countable("run_id", lastRunId);
	for (const result of results) {
		const jobId = target.ids.find("jobs", result.job_id);
		const ids = { workflow_id: target.workflowId, job_id: jobId ?? 0, attempt_id: result.attempt_id ?? 1 };
		const compute_node_id = target.ids.find("compute_nodes", result.compute_node_id) ?? placeholder.id();
		if (jobId === undefined || !isCountable(result.run_id) || !isStored(tx, { ...result, ...ids, compute_node_id }))
			leftOut++;
		else {
			stored++;
			runId = Math.max(runId, result.run_id);
		}
	}
	if (leftOut > 0)
		target.warn(`${leftOut} results were left out: their job is not in the document, or has that result`);
	if (stored > 0) {
		tx.db.run("UPDATE workflow SET run_id = ? WHERE id = ?", runId, target.workflowId);
		adoptResults(tx, target.workflowId);
	}
	return { results: stored, nodes: placeholder.made() };
}

function isStored(tx: Transaction, result: ResultInput): boolean {
	try {
		storeResult(tx, result);
		return true;
	} catch (error) {
		if (error instanceof TorcError) return false;
		throw error;
	}
}

/** Made when the first result needs it. */
function placeholderNode(tx: Transaction, { workflowId }: ImportTarget) {
	let node: number | null = null;
	return {
		id: (): number => {
			node ??= insertRecord(tx, COMPUTE_NODES, {
				workflow_id: workflowId,
				hostname: "imported",
				pid: 0,
				start_time: tx.timestamp,
				is_active: false,
				num_cpus: 1,
				memory_gb: 1,
				num_gpus: 0,
				num_nodes: 1,
				compute_node_type: "local",
			});
			return node;
		},
		made: (): number => (node === null ? 0 : 1),
	};
}
