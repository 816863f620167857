// Plain records: one declaration per table says how rows become answers, which filters its list takes, and which
// columns clients write. Reading, listing, inserting and updating derive from it.
import { notFound } from "../../../core/errors.ts";
import { normalizeLabels, splitLabels } from "../../../core/labels.ts";
import type { Database, SqlRow, SqlValue } from "../../../sqlite/database.ts";
import type { Transaction } from "../../transaction.ts";
import { containing, type Page, type PageQuery, readPage } from "../paging/page.ts";

/** How a column is stored and answered; a `flag` is a boolean whose null is answered as false. */
type ColumnKind = "plain" | "boolean" | "flag" | "json" | "labels";
type FilterKind = "exact" | "substring" | "boolean";

export interface RecordTable {
	readonly table: string;
	/** As in `File not found with ID: 7`. */
	readonly noun: string;
	/** All answered columns but the id. */
	readonly columns: Readonly<Record<string, ColumnKind>>;
	readonly filters: Readonly<Record<string, FilterKind>>;
	/** Columns that follow from others and are not answered. */
	readonly derived?: ReadonlySet<string>;
	/** Out-of-range paging of its list means the bound (3-rest-api §1). */
	readonly clampsPaging?: true;
	/** Answered fields that are not stored in the table: SQL expressions over it. */
	readonly computed?: Readonly<Record<string, string>>;
}

export type StoredRecord = { id: number; workflow_id: number } & Record<string, unknown>;
export type Fields = Readonly<Record<string, unknown>>;

/** Error: 404. */
export function getRecord(db: Database, table: RecordTable, id: number): StoredRecord {
	const row = db.get<SqlRow>(`SELECT ${columnList(table)} FROM ${table.table} WHERE id = ?`, id);
	if (row === undefined) throw notFound(table.noun, id);
	return toRecord(table, row);
}

/** The records of a workflow that pass the filters; `extra` adds a condition of the noun's own, or a known total. */
export function listRecords(
	db: Database,
	table: RecordTable,
	query: PageQuery & Fields & { readonly workflow_id: number },
	extra?: { readonly sql: string; readonly values: readonly SqlValue[]; readonly total?: number },
): Page<StoredRecord> {
	const conditions = ["workflow_id = ?"];
	const values: SqlValue[] = [query.workflow_id];
	for (const [field, kind] of Object.entries(table.filters)) {
		const wanted = query[field];
		if (wanted === undefined || wanted === null) continue;
		conditions.push(kind === "substring" ? `${field} LIKE ? ESCAPE '\\'` : `${field} = ?`);
		values.push(kind === "substring" ? containing(String(wanted)) : toSql(wanted));
	}
	if (extra) {
		conditions.push(extra.sql);
		values.push(...extra.values);
	}
	const from = `FROM ${table.table} WHERE ${conditions.join(" AND ")}`;
	const sortable = Object.fromEntries(["id", ...Object.keys(table.columns)].map((name) => [name, name]));
	const total = extra?.total === undefined ? {} : { total: extra.total };
	const clamp = table.clampsPaging ?? false;
	const selection = { from, values, columns: columnList(table), key: "id", sortable, clamp, ...total };
	return readPage<SqlRow, StoredRecord>(db, selection, query, (row) => toRecord(table, row));
}

/** A workflow's next records by id, for going through all of them. */
export function recordsAfter(
	db: Database,
	table: RecordTable,
	workflowId: number,
	place: { readonly after: number; readonly limit: number },
): StoredRecord[] {
	const sql = `SELECT ${columnList(table)} FROM ${table.table} WHERE workflow_id = ? AND id > ? ORDER BY id LIMIT ?`;
	return db.all<SqlRow>(sql, workflowId, place.after, place.limit).map((row) => toRecord(table, row));
}

/** Inserts the given columns of a record; absent and null ones keep the column's default. Answers the id. */
export function insertRecord(tx: Transaction, table: RecordTable, fields: Fields): number {
	const names = Object.keys(table.columns).filter((name) => fields[name] !== undefined && fields[name] !== null);
	const marks = names.map(() => "?").join(", ");
	const sql = `INSERT INTO ${table.table} (${names.join(", ")}) VALUES (${marks})`;
	return tx.db.insert(sql, ...names.map((name) => storedValue(table, name, fields[name])));
}

/** Changes the given columns; absent and null mean unchanged (3-rest-api §0.6). Error: 404. */
export function updateRecord(tx: Transaction, table: RecordTable, id: number, fields: Fields): void {
	const names = Object.keys(table.columns).filter(
		(name) => name !== "workflow_id" && fields[name] !== undefined && fields[name] !== null,
	);
	const assignments = ["id = id", ...names.map((name) => `${name} = ?`)].join(", ");
	const values = names.map((name) => storedValue(table, name, fields[name]));
	if (tx.db.run(`UPDATE ${table.table} SET ${assignments} WHERE id = ?`, ...values, id) === 0) {
		throw notFound(table.noun, id);
	}
}

/** Removes a record and answers it as it was. Error: 404. */
export function deleteRecord(tx: Transaction, table: RecordTable, id: number): StoredRecord {
	const record = getRecord(tx.db, table, id);
	tx.db.run(`DELETE FROM ${table.table} WHERE id = ?`, id);
	return record;
}

/** Removes all records of a workflow; answers their number. */
export function deleteRecords(tx: Transaction, table: RecordTable, workflowId: number): number {
	return tx.db.run(`DELETE FROM ${table.table} WHERE workflow_id = ?`, workflowId);
}

const columnList = (table: RecordTable): string =>
	[
		"id",
		...Object.keys(table.columns),
		...Object.entries(table.computed ?? {}).map(([name, sql]) => `${sql} AS ${name}`),
	].join(", ");

export function toRecord(table: RecordTable, row: SqlRow): StoredRecord {
	const record: Record<string, unknown> = { id: row.id };
	for (const name in table.columns) {
		if (!table.derived?.has(name)) record[name] = answeredValue(table.columns[name] ?? "plain", row[name] ?? null);
	}
	for (const name in table.computed) record[name] = row[name];
	return record as StoredRecord;
}

function answeredValue(kind: ColumnKind, value: SqlValue): unknown {
	if (kind === "flag") return value === 1;
	if (value === null) return null;
	if (kind === "boolean") return value === 1;
	if (kind === "json") return JSON.parse(value as string);
	if (kind === "labels") return value === "" ? null : splitLabels(value as string);
	return value;
}

function storedValue(table: RecordTable, name: string, value: unknown): SqlValue {
	const kind = table.columns[name];
	if (kind === "json") return JSON.stringify(value);
	if (kind === "labels") return normalizeLabels(value as string[]).join(",");
	return toSql(value);
}

const toSql = (value: unknown): SqlValue => (typeof value === "boolean" ? Number(value) : (value as SqlValue));
