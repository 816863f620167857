// torc admin list-changes
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { adminListChanges } from "../../grammar/admin.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { timeText } from "../../render/time-text.ts";
import { table } from "../../render/view.ts";

export const command = implement(adminListChanges, {
	isList: true,
	run: async (context, { workflow, user, operation, limit, offset }) => {
		const query = { workflow_id: await workflowId(context, workflow), user_name: user, operation, limit, offset };
		return { items: await collect((await context.client()).listChanges, { query }) };
	},
	show: ({ items }) =>
		table(
			items,
			{
				ID: (entry) => entry.id,
				Time: (entry) => timeText(entry.timestamp),
				User: (entry) => (entry.is_authenticated ? entry.user_name : `${entry.user_name}?`),
				From: (entry) => entry.client_address,
				Operation: (entry) => entry.operation,
				Workflow: (entry) => entry.workflow_id,
				Rows: (entry) => entry.rows_changed,
				Target: (entry) => entry.target,
			},
			{ noun: "changes", empty: "No changes are on record" },
		),
});

/** By id also one that is deleted: its changes stay on record. */
async function workflowId(context: Context, text: string | undefined): Promise<number | undefined> {
	if (text === undefined) return undefined;
	return /^\d+$/.test(text) ? Number(text) : chooseWorkflow(context, text);
}
