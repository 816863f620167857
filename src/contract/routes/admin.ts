// Operations of the REST interface: administration of the server (8-access, Administration).
import { z } from "zod";
import {
	adminSqlRequest,
	adminSqlResponse,
	apiStatsResponse,
	listAdminAuditLogResponse,
	listChangesResponse,
	reloadAuthResponse,
} from "../models/admin.ts";
import { queryBoolean, queryInt, route } from "../route.ts";

export const adminSql = route({
	id: "admin_sql",
	summary: "Runs one SQL statement",
	method: "POST",
	path: "/admin/sql",
	access: "administer server",
	body: adminSqlRequest,
	reply: adminSqlResponse,
});

export const listAdminAuditLog = route({
	id: "list_admin_audit_log",
	summary: "Lists the writes made by SQL, newest first",
	method: "GET",
	path: "/admin/audit-log",
	access: "administer server",
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: listAdminAuditLogResponse,
});

export const listChanges = route({
	id: "list_changes",
	summary: "Lists who asked for which changes, newest first",
	method: "GET",
	path: "/admin/changes",
	access: "administer server",
	query: {
		offset: queryInt.optional(),
		limit: queryInt.optional(),
		workflow_id: queryInt.optional(),
		user_name: z.string().optional(),
		operation: z.string().optional(),
	},
	reply: listChangesResponse,
	ours: true,
});

export const adminApiStats = route({
	id: "admin_api_stats",
	summary: "Counts the requests of the last hour",
	method: "GET",
	path: "/admin/api-stats",
	access: "administer server",
	/** Seconds; the last hour in minutes by default. */
	query: { window_seconds: queryInt.optional(), interval_seconds: queryInt.optional() },
	reply: apiStatsResponse,
});

export const adminApiEventsStream = route({
	id: "admin_api_events_stream",
	summary: "Streams what is asked and answered",
	method: "GET",
	path: "/admin/api-events/stream",
	access: "administer server",
	query: { include_bodies: queryBoolean.optional() },
	stream: true,
});

export const reloadAuth = route({
	id: "reload_auth",
	summary: "Reads the file of users again",
	method: "POST",
	path: "/admin/reload-auth",
	access: "administer server",
	reply: reloadAuthResponse,
});
