// Wire records of the REST interface: admin.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

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
		timestamp: int64,
		user_name: z.string(),
	})
	.meta({ id: "AdminAuditLogEntry" });
export type AdminAuditLogEntry = z.infer<typeof adminAuditLogEntry>;

export const listAdminAuditLogResponse = page(adminAuditLogEntry).meta({ id: "ListAdminAuditLogResponse" });
export type ListAdminAuditLogResponse = z.infer<typeof listAdminAuditLogResponse>;

export const adminSqlRequest = z
	.object({
		allow_full_table: z.boolean().nullish(),
		dry_run: z.boolean().nullish(),
		limit: int64.nullish(),
		sql: z.string(),
		write: z.boolean().nullish(),
	})
	.meta({ id: "AdminSqlRequest" });
export type AdminSqlRequest = z.infer<typeof adminSqlRequest>;

export const adminSqlResponse = z
	.object({
		columns: z.array(z.string()),
		committed: z.boolean(),
		items: z.array(z.record(z.string(), z.unknown())),
		rows_affected: int64.nullish(),
	})
	.meta({ id: "AdminSqlResponse" });
export type AdminSqlResponse = z.infer<typeof adminSqlResponse>;

export const reloadAuthResponse = z
	.object({
		message: z.string(),
		user_count: int64,
	})
	.meta({ id: "ReloadAuthResponse" });
export type ReloadAuthResponse = z.infer<typeof reloadAuthResponse>;
