// Operations of the REST interface: admin.
import { z } from "zod";
import { adminSqlRequest, adminSqlResponse, listAdminAuditLogResponse, reloadAuthResponse } from "../models/admin.ts";
import { queryBoolean, queryInt, route } from "../route.ts";

export const adminApiEventsStream = route({
	id: "admin_api_events_stream",
	summary: "Streams one event per request",
	method: "GET",
	path: "/admin/api-events/stream",
	query: { include_bodies: queryBoolean.optional() },
	stream: true,
});

export const adminApiStats = route({
	id: "admin_api_stats",
	summary: "Counts requests per interval",
	method: "GET",
	path: "/admin/api-stats",
	query: { window_seconds: queryInt.optional(), interval_seconds: queryInt.optional() },
	reply: z.record(z.string(), z.unknown()),
});

export const listAdminAuditLog = route({
	id: "list_admin_audit_log",
	summary: "Lists audited writes",
	method: "GET",
	path: "/admin/audit-log",
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: listAdminAuditLogResponse,
});

export const reloadAuth = route({
	id: "reload_auth",
	summary: "Rereads the file of users",
	method: "POST",
	path: "/admin/reload-auth",
	reply: reloadAuthResponse,
});

export const adminSql = route({
	id: "admin_sql",
	summary: "Runs one SQL statement",
	method: "POST",
	path: "/admin/sql",
	body: adminSqlRequest,
	reply: adminSqlResponse,
});
