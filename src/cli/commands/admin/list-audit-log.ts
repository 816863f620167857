// torc admin list-audit-log

import { adminListAuditLog } from "../../grammar/admin.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { timeText } from "../../render/time-text.ts";
import { table } from "../../render/view.ts";

export const command = implement(adminListAuditLog, {
	isList: true,
	run: async (context, { limit, offset }) => ({
		items: await collect((await context.client()).listAdminAuditLog, { query: { limit, offset } }),
	}),
	show: ({ items }) =>
		table(
			items,
			{
				ID: (entry) => entry.id,
				Time: (entry) => timeText(entry.timestamp),
				User: (entry) => entry.user_name,
				Rows: (entry) => entry.rows_affected,
				Result: (entry) => (entry.success ? "committed" : entry.error),
				Statement: (entry) => entry.sql_text,
			},
			{ noun: "entries", empty: "No writes by SQL have been made" },
		),
});
