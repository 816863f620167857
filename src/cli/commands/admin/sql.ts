// torc admin sql: what writes is tried first, and kept only after a yes.
import type { AdminSqlResponse } from "../../../contract/models/admin.ts";
import type { Context } from "../../context.ts";
import { adminSql } from "../../grammar/admin.ts";
import { implement } from "../../implement.ts";
import { NOTHING, table, type View } from "../../render/view.ts";

export const command = implement(adminSql, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const body = {
			sql: args.statement,
			write: args.write,
			allow_full_table: args.allowFullTable,
			limit: args.limit ?? null,
		};
		if (args.write && !args.yes) {
			const trial = await client.adminSql({ body: { ...body, dry_run: true } });
			if (!(await isConfirmed(context, trial))) return undefined;
		}
		const answer = await client.adminSql({ body });
		if (answer.truncated) context.warn(`there are more rows than the ${answer.items.length} shown; see --limit`);
		if (answer.committed) context.terminal.say(`Committed: ${rows(answer)} affected`);
		return answer;
	},
	show: (answer) => (answer === undefined ? NOTHING : showRows(answer)),
});

/** Asks with -f json too: what a statement changes cannot be taken back. */
async function isConfirmed({ terminal }: Context, trial: AdminSqlResponse): Promise<boolean> {
	terminal.say(`This would affect ${rows(trial)}.`);
	const answer = (await terminal.ask("Commit? [y/N] "))?.trim().toLowerCase();
	if (answer === "y" || answer === "yes") return true;
	terminal.say("cancelled");
	return false;
}

const rows = ({ rows_affected }: AdminSqlResponse): string => `${rows_affected} row${rows_affected === 1 ? "" : "s"}`;

function showRows({ columns, items }: AdminSqlResponse): View {
	if (columns.length === 0) return NOTHING;
	const cells = Object.fromEntries(columns.map((name) => [name, (item: Record<string, unknown>) => item[name]]));
	return table(items, cells, { noun: "rows", empty: "No rows" });
}
