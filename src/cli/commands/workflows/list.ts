// torc workflows list

import type { Arguments } from "../../grammar/command.ts";
import { workflowsList } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { pageQuery } from "../../lists/page-query.ts";
import { table } from "../../render/view.ts";
import { chooseGroup } from "../access-groups/choose-group.ts";

export const command = implement(workflowsList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		// Of an unknown group the server lists nothing.
		if (args.accessGroup !== undefined) await chooseGroup(client, args.accessGroup);
		const archived = args.archivedOnly ? true : args.includeArchived ? undefined : false;
		const items = await collect(client.listWorkflows, {
			query: {
				...pageQuery(args),
				user: args.allUsers || args.accessGroup !== undefined ? undefined : context.user,
				access_group: args.accessGroup,
				is_archived: archived,
			},
		});
		return { items };
	},
	show: ({ items }, args) =>
		table(
			items,
			{
				ID: (w) => w.id,
				...(args.allUsers && { User: (w) => w.user }),
				Name: (w) => w.name,
				Run: (w) => w.run_id,
				Canceled: (w) => w.is_canceled ?? false,
				Archived: (w) => w.is_archived ?? false,
				Description: (w) => w.description,
				Project: (w) => w.project,
				Metadata: (w) => w.metadata,
				Timestamp: (w) => w.timestamp,
			},
			{ noun: "workflows", empty: noWorkflows(args) },
		),
});

function noWorkflows({ allUsers, accessGroup }: Arguments<typeof workflowsList>): string {
	if (accessGroup !== undefined) return `No workflows found for access group ${accessGroup}`;
	return allUsers ? "No workflows found" : "No workflows found for this user";
}
