// Stored events: what users and runners want to read later; the timestamp is always the server's.
import type { Transaction } from "../transaction.ts";

/** Answers the event's id. `data` may be any JSON; absent is null. */
export function createEvent(tx: Transaction, workflowId: number, data: unknown): number {
	return tx.db.insert(INSERT, workflowId, tx.now.getTime(), JSON.stringify(data ?? null));
}

const INSERT = "INSERT INTO event (workflow_id, timestamp, data) VALUES (?, ?, ?)";

export interface UserAction {
	readonly action: string;
	readonly user: string;
	readonly [detail: string]: unknown;
}

/** Who asked for a change of the workflow as a whole (3-rest-api §5, Stored). */
export function recordUserAction(tx: Transaction, workflowId: number, asked: UserAction): void {
	createEvent(tx, workflowId, { category: "user_action", ...asked });
}
