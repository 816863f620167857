// Purpose: the change log: who asked for which change, from where, and how many rows it has changed (8-access,
// Administration). Written with the change, in its transaction; a request of several commands has one entry.
import type { RequestedChange } from "../../requested-change.ts";
import type { Transaction } from "../../transaction.ts";

/** Runs the command, counts what it changes, and answers the entry's id beside its outcome; null: it changed nothing. */
export function recorded<T>(
	tx: Transaction,
	change: RequestedChange,
	command: () => T,
): { readonly outcome: T; readonly entryId: number | null } {
	const before = rowsChanged(tx);
	const outcome = command();
	const rows = rowsChanged(tx) - before;
	if (rows === 0) return { outcome, entryId: null };
	if (change.entryId !== null) {
		tx.db.run("UPDATE change_log SET rows_changed = rows_changed + ? WHERE id = ?", rows, change.entryId);
		return { outcome, entryId: change.entryId };
	}
	return { outcome, entryId: insert(tx, change, rows) };
}

/** Of this connection since it was opened, with what foreign keys and triggers have changed. */
const rowsChanged = (tx: Transaction): number =>
	tx.db.get<{ rows: number }>("SELECT total_changes() AS rows")?.rows ?? 0;

function insert(tx: Transaction, change: RequestedChange, rows: number): number {
	const { user, isAuthenticated, clientAddress, operation, target } = change;
	const workflowId = change.workflowId ?? tx.createdWorkflowId;
	const who = [tx.now.getTime(), user, Number(isAuthenticated), clientAddress] as const;
	return tx.db.insert(INSERT, ...who, operation, target, workflowId, rows);
}

const INSERT = `INSERT INTO change_log
	(timestamp, user_name, is_authenticated, client_address, operation, target, workflow_id, rows_changed)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

/** `before`: milliseconds since 1970. */
export function forgetChanges(tx: Transaction, before: number): void {
	tx.db.run("DELETE FROM change_log WHERE timestamp < ?", before);
}
