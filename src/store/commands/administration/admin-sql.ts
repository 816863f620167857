// Purpose: statements of administrators that write, and which statements are accepted at all. A writing one is one
// statement in one transaction, recorded in the audit log with it (8-access, Administration).
import { type StatementShape, statementShape } from "../../../sqlite/statement-shape.ts";
import type { Store } from "../../open-store.ts";
import {
	type AdminAnswer,
	type AdminQuery,
	adminAnswer,
	adminRefusal,
	runAdminStatement,
} from "../../reads/administration/admin-query.ts";
import { type AuditEntry, recordAudit } from "./audit-log.ts";

export interface AdminStatement extends AdminQuery {
	readonly write: boolean;
	/** UPDATE and DELETE may do without WHERE. */
	readonly allowFullTable: boolean;
	/** Say what would be changed, and change nothing. */
	readonly dryRun: boolean;
	/** Named in the audit log. */
	readonly user: string;
}

/** Error: 422 `InvalidStatement`. */
export function checkAdminStatement({ sql, write, allowFullTable, limit }: AdminStatement): StatementShape {
	if (limit !== null && limit < 0) throw adminRefusal("InvalidStatement", `limit must be >= 0, not ${limit}`);
	const shape = statementShape(sql);
	checkShape(shape, write);
	if (write && !allowFullTable && ["UPDATE", "DELETE"].includes(shape.verb) && !shape.hasWhere) {
		throw adminRefusal("InvalidStatement", `${shape.verb} without WHERE would change every row of the table`, {
			hint: "Add a WHERE, or allow it with allow_full_table (--allow-full-table).",
		});
	}
	return shape;
}

function checkShape({ opening, statements }: StatementShape, write: boolean): void {
	if (statements === 0) throw adminRefusal("InvalidStatement", "There is no statement");
	if (statements > 1) throw adminRefusal("InvalidStatement", "Several statements: send one at a time");
	if (READING.includes(opening)) return;
	if (write && WRITING.includes(opening)) return;
	if (WRITING.includes(opening)) {
		throw adminRefusal("InvalidStatement", `${opening} changes the database: it needs write=true (--write)`);
	}
	const allowed = write ? [...WRITING, ...READING] : READING;
	const what = opening === "" ? "This statement" : `A statement that begins with ${opening}`;
	throw adminRefusal("InvalidStatement", `${what} is not allowed here; allowed are ${allowed.join(", ")}`);
}

const READING: readonly string[] = ["SELECT", "WITH", "VALUES"];
const WRITING: readonly string[] = ["INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE"];
const COUNTING: readonly string[] = ["INSERT", "UPDATE", "DELETE", "REPLACE"];

/** Errors: 422 `InvalidStatement`, `ExecutionFailed`; a failure is recorded too. */
export async function writeAdminSql(store: Store, statement: AdminStatement): Promise<AdminAnswer> {
	const { verb } = checkAdminStatement(statement);
	const { user, sql, allowFullTable, dryRun } = statement;
	const entry = (outcome: Pick<AuditEntry, "rowsAffected" | "error">): AuditEntry => ({
		user,
		sql,
		allowFullTable,
		...outcome,
	});
	try {
		return await store.write((tx) => {
			if (dryRun) tx.db.exec("SAVEPOINT preview");
			const foreign = runAdminStatement(tx.db, statement, "ExecutionFailed");
			const rowsAffected = COUNTING.includes(verb) ? foreign.changes : 0;
			if (dryRun) tx.db.exec("ROLLBACK TO preview; RELEASE preview");
			else {
				recordAudit(tx, entry({ rowsAffected, error: null }));
				// It may have changed groups, members or shares.
				tx.emit(0, "access_changed", {}, "debug");
			}
			return adminAnswer(foreign, { rows_affected: rowsAffected, committed: !dryRun });
		});
	} catch (error) {
		if (!dryRun) await recordFailure(store, entry({ rowsAffected: null, error: (error as Error).message }));
		throw error;
	}
}

/** Best effort: the caller is told of the first error in any case. */
async function recordFailure(store: Store, entry: AuditEntry): Promise<void> {
	try {
		await store.write((tx) => recordAudit(tx, entry));
	} catch {
		// The database takes no writes at all, which the first error says already.
	}
}
