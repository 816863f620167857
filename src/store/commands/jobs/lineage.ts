// The record a loop of spawning jobs keeps (2-states §7): one user data record per round, and a last one at its end.
import { invalid } from "../../../core/errors.ts";
import type { Database } from "../../../sqlite/database.ts";
import type { Transaction } from "../../transaction.ts";

/** What the names of all these records begin with. */
export const LINEAGE_PREFIX = "__torc_lineage__";

const DEFAULT_MAX_ITERATIONS = 1000;

/** Rounds so far; 0 before the first. */
export function lineageGeneration(db: Database, workflowId: number, lineage: string): number {
	const prefix = `${LINEAGE_PREFIX}${lineage}__g`;
	// Compared as text: names of lineages may hold the wildcards of a pattern.
	const names = db.all<{ name: string }>(
		"SELECT name FROM user_data WHERE workflow_id = ? AND substr(name, 1, ?) = ?",
		workflowId,
		[...prefix].length,
		prefix,
	);
	const rounds = names.map(({ name }) => name.slice(prefix.length)).filter((number) => /^\d{6,}$/.test(number));
	return Math.max(0, ...rounds.map(Number));
}

/** Begins a round; answers its number. Error: 422 when the workflow's limit is reached. */
export function nextGeneration(
	tx: Transaction,
	workflowId: number,
	lineage: string,
	round: { readonly spawn_count: number; readonly state: unknown },
): number {
	const generation = lineageGeneration(tx.db, workflowId, lineage) + 1;
	const limit = maxIterations(tx.db, workflowId);
	if (generation > limit) {
		throw invalid(
			`Lineage '${lineage}' has reached its limit of ${limit} iterations (dynamic_jobs.max_iterations of the workflow)`,
		);
	}
	const name = `${LINEAGE_PREFIX}${lineage}__g${String(generation).padStart(6, "0")}`;
	tx.db.run(INSERT, workflowId, name, JSON.stringify({ generation, ...round }));
	return generation;
}

function maxIterations(db: Database, workflowId: number): number {
	const sql = "SELECT dynamic_max_iterations AS n FROM workflow WHERE id = ?";
	return db.get<{ n: number | null }>(sql, workflowId)?.n ?? DEFAULT_MAX_ITERATIONS;
}

/** Stores, or stores anew, the state a loop ended with. */
export function finishLineage(tx: Transaction, workflowId: number, lineage: string, state: unknown): void {
	const name = `${LINEAGE_PREFIX}${lineage}__final`;
	const generation = lineageGeneration(tx.db, workflowId, lineage);
	const data = JSON.stringify({ generation, spawn_count: 0, state, final: true });
	const sql = "UPDATE user_data SET data = ? WHERE workflow_id = ? AND name = ?";
	if (tx.db.run(sql, data, workflowId, name) === 0) tx.db.run(INSERT, workflowId, name, data);
}

const INSERT = "INSERT INTO user_data (workflow_id, name, data, is_ephemeral) VALUES (?, ?, ?, 1)";

/** All records of a workflow's loops. */
export function removeLineages(tx: Transaction, workflowId: number): void {
	const sql = "DELETE FROM user_data WHERE workflow_id = ? AND substr(name, 1, ?) = ?";
	tx.db.run(sql, workflowId, LINEAGE_PREFIX.length, LINEAGE_PREFIX);
}
