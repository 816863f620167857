// torc user-data list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { USER_DATA_SHOWN } from "../../grammar/list-options.ts";
import { userDataList } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { limitedList } from "../../lists/limited-list.ts";
import { pageQuery } from "../../lists/page-query.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(userDataList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const query = {
			workflow_id: await chooseWorkflow(context, args.workflow),
			name: args.name,
			is_ephemeral: args.isEphemeral === undefined ? undefined : args.isEphemeral === "true",
			consumer_job_id: args.consumerJobId,
			producer_job_id: args.producerJobId,
			...pageQuery(args),
		};
		return { items: await limitedList(context, client.listUserData, { query }, USER_DATA_SHOWN) };
	},
	show: ({ items }, args) =>
		table(
			items,
			{
				ID: (record) => record.id,
				Name: (record) => record.name,
				Ephemeral: (record) => record.is_ephemeral ?? false,
				"Data Preview": (record) => preview(record.data),
			},
			{ noun: "user data records", empty: noneFound("user data", args.workflow) },
		),
});

function preview(data: unknown): string {
	if (data === null || data === undefined) return "";
	const json = JSON.stringify(data);
	return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
