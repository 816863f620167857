// The audit log, newest first.
import type { Database, SqlRow } from "../../../sqlite/database.ts";
import { type Page, type PageQuery, readPage } from "../paging/page.ts";

export type AuditRecord = Readonly<Record<string, unknown>>;

export function listAuditLog(db: Database, { offset, limit }: PageQuery): Page<AuditRecord> {
	const selection = { from: "FROM admin_audit_log", values: [], columns: "*", key: "id", sortable: {}, clamp: true };
	return readPage<SqlRow, AuditRecord>(db, selection, { offset, limit, reverse_sort: true }, (row) => ({
		...row,
		is_write: row.is_write === 1,
		allow_full_table: row.allow_full_table === 1,
		committed: row.committed === 1,
		success: row.success === 1,
	}));
}
