// Purpose: what ends cost, per workflow and cause (core/lost-work.ts). Each result of an attempt that did not complete
// carries what it lost and what its job held; the sums are counters, so that a status reads a few rows however long the
// history is. A loss is revised when its checkpoint is looked at later, or its result is changed.
import {
	heldBy,
	type LossCause,
	lossCause,
	lostSeconds,
	type Requirements,
	type SavedCheckpoint,
} from "../../../core/lost-work.ts";
import type { Transaction } from "../../transaction.ts";

/** Works out the loss of a result from its row, its job and its checkpoint, and counts it; also again. */
export function settleLoss(tx: Transaction, resultId: number): void {
	const result = tx.db.get<ResultRow>(RESULT, resultId) as ResultRow;
	if (result.lost_seconds !== null) count(tx, result, -1);
	const cause = lossCause(result.status, result.cause);
	if (cause === null) {
		if (result.lost_seconds !== null || result.cause !== null) tx.db.run(SET, null, null, null, null, null, resultId);
		return;
	}
	const checkpoint = tx.db.get<CheckpointRow>(CHECKPOINT, result.job_id, result.run_id, result.attempt_id);
	const end = { execSeconds: result.exec_time_minutes * 60, endMs: Date.parse(result.completion_time) };
	const { cpus, nodes } = heldDuring(tx, result);
	const loss = {
		workflow_id: result.workflow_id,
		cause,
		lost_seconds: lostSeconds(end, checkpoint ? savedAs(checkpoint) : null),
		held_cpus: cpus,
		held_nodes: nodes,
		has_checkpoint: checkpoint ? 1 : 0,
	};
	tx.db.run(SET, cause, loss.lost_seconds, cpus, nodes, loss.has_checkpoint, resultId);
	count(tx, loss, 1);
}

/** Takes a result out of the sums, before its row is changed. */
export function forgetLoss(tx: Transaction, resultId: number): void {
	const result = tx.db.get<ResultRow>(RESULT, resultId);
	if (result === undefined || result.lost_seconds === null) return;
	count(tx, result, -1);
	tx.db.run("UPDATE result SET lost_seconds = NULL WHERE id = ?", resultId);
}

/** Sums a workflow's losses afresh, after results were deleted. */
export function recountLostWork(tx: Transaction, workflowId: number): void {
	if (tx.db.run("DELETE FROM lost_work WHERE workflow_id = ?", workflowId) > 0) tx.db.run(RECOUNT, workflowId);
}

interface Loss {
	readonly workflow_id: number;
	readonly cause: LossCause | null;
	/** Null: not counted. */
	readonly lost_seconds: number | null;
	readonly held_cpus: number | null;
	readonly held_nodes: number | null;
	readonly has_checkpoint: number | null;
}

interface ResultRow extends Loss {
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id: number;
	readonly compute_node_id: number;
	readonly status: string;
	readonly exec_time_minutes: number;
	readonly completion_time: string;
}

interface CheckpointRow {
	readonly saved_at: string;
	readonly is_valid: number | null;
}

const savedAs = ({ saved_at, is_valid }: CheckpointRow): SavedCheckpoint => ({
	savedAtMs: Date.parse(saved_at),
	isValid: is_valid === null ? null : is_valid === 1,
});

/** As it was when the loss was first worked out: a recovery may change the job's requirements later. */
function heldDuring(tx: Transaction, result: ResultRow): { cpus: number; nodes: number } {
	const { held_cpus, held_nodes, job_id, compute_node_id } = result;
	if (held_cpus !== null && held_nodes !== null) return { cpus: held_cpus, nodes: held_nodes };
	const required = tx.db.get<Requirements>(REQUIREMENTS, job_id) ?? { numCpus: 1, numNodes: 1 };
	const node = tx.db.get<{ num_cpus: number }>("SELECT num_cpus FROM compute_node WHERE id = ?", compute_node_id);
	return heldBy(required, node?.num_cpus ?? null);
}

function count(tx: Transaction, loss: Loss, sign: 1 | -1): void {
	const seconds = sign * (loss.lost_seconds ?? 0);
	const { workflow_id, cause, held_cpus, held_nodes, has_checkpoint } = loss;
	const without = has_checkpoint === 1 ? 0 : sign;
	const sums = [sign, without, seconds * (held_cpus ?? 0), seconds * (held_nodes ?? 0)] as const;
	tx.db.run(ADD, workflow_id, cause, ...sums);
}

const RESULT = `SELECT workflow_id, job_id, run_id, attempt_id, compute_node_id, status, cause, exec_time_minutes,
	completion_time, lost_seconds, held_cpus, held_nodes, has_checkpoint FROM result WHERE id = ?`;
const CHECKPOINT = "SELECT saved_at, is_valid FROM checkpoint WHERE job_id = ? AND run_id = ? AND attempt_id = ?";
const REQUIREMENTS = `SELECT r.num_cpus AS numCpus, r.num_nodes AS numNodes
	FROM job j JOIN resource_requirements r ON r.id = j.resource_requirements_id WHERE j.id = ?`;
const SET = `UPDATE result SET cause = ?, lost_seconds = ?, held_cpus = ?, held_nodes = ?, has_checkpoint = ?
	WHERE id = ?`;
const ADD = `INSERT INTO lost_work (workflow_id, cause, attempts, without_checkpoint, cpu_seconds, node_seconds)
	VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET attempts = attempts + excluded.attempts,
		without_checkpoint = without_checkpoint + excluded.without_checkpoint,
		cpu_seconds = cpu_seconds + excluded.cpu_seconds, node_seconds = node_seconds + excluded.node_seconds`;
const RECOUNT = `INSERT INTO lost_work (workflow_id, cause, attempts, without_checkpoint, cpu_seconds, node_seconds)
	SELECT workflow_id, cause, count(*), count(*) - sum(has_checkpoint), sum(lost_seconds * held_cpus),
		sum(lost_seconds * held_nodes) FROM result WHERE workflow_id = ? AND lost_seconds IS NOT NULL GROUP BY cause`;
