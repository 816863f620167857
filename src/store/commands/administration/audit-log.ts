// Purpose: who wrote what by SQL, and with which effect. Administrators cannot change entries: their statements may only read the table.
import type { Transaction } from "../../transaction.ts";

export interface AuditEntry {
	readonly user: string;
	readonly sql: string;
	readonly allowFullTable: boolean;
	/** null: it failed. */
	readonly rowsAffected: number | null;
	readonly error: string | null;
}

export function recordAudit(tx: Transaction, { user, sql, allowFullTable, rowsAffected, error }: AuditEntry): void {
	const committed = error === null ? 1 : 0;
	const moment = tx.now.getTime();
	tx.db.run(INSERT, user, moment, sql, Number(allowFullTable), rowsAffected, committed, committed, error);
}

const INSERT = `INSERT INTO admin_audit_log
	(user_name, timestamp, sql_text, is_write, allow_full_table, rows_affected, committed, success, error)
	VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)`;
