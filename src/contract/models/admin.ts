// Wire records of the REST interface: administration of the server.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const adminSqlRequest = z
	.object({
		allow_full_table: z.boolean().optional(),
		dry_run: z.boolean().optional(),
		limit: int64.nullish(),
		sql: z.string(),
		write: z.boolean().optional(),
	})
	.meta({ id: "AdminSqlRequest" });
export type AdminSqlRequest = z.infer<typeof adminSqlRequest>;

export const adminSqlResponse = z
	.object({
		columns: z.array(z.string()),
		committed: z.boolean(),
		items: z.array(z.record(z.string(), z.unknown())),
		rows_affected: int64.nullish(),
		/** There were more rows than the limit. */
		truncated: z.boolean().optional(),
	})
	.meta({ id: "AdminSqlResponse" });
export type AdminSqlResponse = z.infer<typeof adminSqlResponse>;

export const adminAuditLogEntry = z
	.object({
		allow_full_table: z.boolean(),
		committed: z.boolean(),
		error: z.string().nullish(),
		id: int64,
		is_write: z.boolean(),
		rows_affected: int64.nullish(),
		sql_text: z.string(),
		success: z.boolean(),
		/** Milliseconds since 1970. */
		timestamp: int64,
		user_name: z.string(),
	})
	.meta({ id: "AdminAuditLogEntry" });

export const listAdminAuditLogResponse = page(adminAuditLogEntry).meta({ id: "ListAdminAuditLogResponse" });

export const changeLogEntry = z
	.object({
		id: int64,
		/** Milliseconds since 1970. */
		timestamp: int64,
		user_name: z.string(),
		/** False: the client gave itself this name, which proves nothing. */
		is_authenticated: z.boolean(),
		client_address: z.string().nullish(),
		/** operationId. */
		operation: z.string(),
		/** Path and query of the request. */
		target: z.string(),
		workflow_id: int64.nullish(),
		/** With the rows of records that went with others. */
		rows_changed: int64,
	})
	.meta({ id: "ChangeLogEntry" });

export const listChangesResponse = page(changeLogEntry).meta({ id: "ListChangesResponse" });

export const reloadAuthResponse = z
	.object({
		message: z.string(),
		user_count: int64,
	})
	.meta({ id: "ReloadAuthResponse" });

const apiStatsBucket = z
	.object({
		/** Milliseconds since 1970. */
		start_ms: int64,
		request_count: int64,
		bytes_in: int64,
		bytes_out: int64,
		status_2xx: int64,
		status_4xx: int64,
		status_5xx: int64,
		status_other: int64,
	})
	.meta({ id: "ApiStatsBucket" });
export type ApiStatsBucket = z.infer<typeof apiStatsBucket>;

export const apiStatsResponse = z
	.object({
		now_ms: int64,
		interval_seconds: int64,
		window_seconds: int64,
		/** Newest first. */
		buckets: z.array(apiStatsBucket),
	})
	.meta({ id: "ApiStatsResponse" });
export type ApiStatsResponse = z.infer<typeof apiStatsResponse>;
