// torc files list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { filesList } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { pageQuery } from "../../lists/page-query.ts";
import { timeText } from "../../render/time-text.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(filesList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const items = await collect(client.listFiles, {
			query: {
				workflow_id: await chooseWorkflow(context, args.workflow),
				produced_by_job_id: args.producedByJobId,
				...pageQuery(args),
			},
		});
		return { items };
	},
	show: ({ items }, args) =>
		table(
			items,
			{
				ID: (file) => file.id,
				Name: (file) => file.name,
				Path: (file) => file.path,
				"Modified Time": (file) => (typeof file.st_mtime === "number" ? timeText(file.st_mtime * 1000) : ""),
			},
			{ noun: "files", empty: noneFound("files", args.workflow) },
		),
});
