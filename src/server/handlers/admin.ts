// Administration of the server: SQL, its log, counts and a live view of requests, users.
import type { AdminSqlResponse } from "../../contract/models/admin.ts";
import { TorcError } from "../../core/errors.ts";
import { checkAdminStatement, writeAdminSql } from "../../store/commands/administration/admin-sql.ts";
import { listAuditLog } from "../../store/reads/administration/audit-log.ts";
import { listChanges } from "../../store/reads/administration/changes.ts";
import type { Page } from "../../store/reads/paging/page.ts";
import { plainAnswer, spanIdOf } from "../answer.ts";
import type { Handlers } from "../handler.ts";
import { SSE_HEADERS } from "../live/sse-stream.ts";
import { readSqlApart } from "../read-sql-apart.ts";
import type { AdminSqlSettings, Services } from "../services.ts";
import { callerName } from "./caller.ts";
import { stored } from "./record-handlers.ts";

export function adminHandlers({ store, users, observer, adminSql }: Services) {
	return {
		adminSql: async (call) => {
			const { sql, write = false, allow_full_table = false, dry_run = false, limit = null } = call.body;
			refuseDisabled(adminSql, write);
			const user = callerName(call);
			const statement = { sql, write, allowFullTable: allow_full_table, dryRun: dry_run, limit, user };
			checkAdminStatement(statement);
			if (write) return stored<AdminSqlResponse>(await writeAdminSql(store, statement));
			const limits = { seconds: adminSql.maxSeconds, signal: call.request.signal };
			return stored<AdminSqlResponse>(await readSqlApart(store, statement, limits));
		},

		listAdminAuditLog: ({ query }) => stored<Page<never>>(listAuditLog(store.reader, query)),

		listChanges: ({ query }) => stored<Page<never>>(listChanges(store.reader, query)),

		adminApiStats: ({ query }) => observer.counters.report(query.window_seconds ?? 3600, query.interval_seconds ?? 60),

		adminApiEventsStream: ({ query, request, connection, stillAllowed }) => {
			connection.keepOpen();
			const includeBodies = query.include_bodies ?? false;
			const stream = observer.follow({ includeBodies, signal: request.signal, stillAllowed });
			return plainAnswer(stream, { status: 200, spanId: spanIdOf(request), headers: SSE_HEADERS });
		},

		reloadAuth: async () => {
			const user_count = users.reload();
			// Streams and waits of users who are gone end.
			await store.write((tx) => tx.emit(0, "access_changed", {}, "debug"));
			return { message: "Auth credentials reloaded successfully", user_count };
		},
	} satisfies Partial<Handlers>;
}

function refuseDisabled({ enabled, writesEnabled }: AdminSqlSettings, write: boolean): void {
	if (!enabled) throw new TorcError("denied", "SQL is switched off at this server (--disable-admin-sql)");
	if (write && !writesEnabled) {
		throw new TorcError("denied", "SQL that writes is switched off at this server (--disable-admin-sql-writes)");
	}
}
