// The change log, newest first.
import type { Database, SqlRow } from "../../../sqlite/database.ts";
import { type Page, type PageQuery, readPage } from "../paging/page.ts";

export interface ChangeQuery extends PageQuery {
	readonly workflow_id?: number | undefined;
	readonly user_name?: string | undefined;
	readonly operation?: string | undefined;
}

export function listChanges(db: Database, { offset, limit, ...wanted }: ChangeQuery): Page<Record<string, unknown>> {
	const filters = Object.entries(wanted).filter(([, value]) => value !== undefined);
	const where = filters.map(([column], index) => `${index === 0 ? "WHERE" : "AND"} ${column} = ?`).join(" ");
	const values = filters.map(([, value]) => value as string | number);
	const selection = { from: `FROM change_log ${where}`, values, columns: "*", key: "id", sortable: {}, clamp: true };
	return readPage<SqlRow, Record<string, unknown>>(db, selection, { offset, limit, reverse_sort: true }, (row) => ({
		...row,
		is_authenticated: row.is_authenticated === 1,
	}));
}
