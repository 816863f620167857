// torc job-dependencies job-user-data
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobDependenciesJobUserData } from "../../grammar/relations.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(jobDependenciesJobUserData, {
	isList: true,
	run: async (context, { workflow, limit, offset }) => {
		const client = await context.client();
		const params = { id: await chooseWorkflow(context, workflow) };
		return { items: await collect(client.listJobUserDataRelationships, { params, query: { limit, offset } }) };
	},
	show: ({ items }, { workflow }) =>
		table(
			items,
			{
				"User Data ID": (pair) => pair.user_data_id,
				"User Data Name": (pair) => pair.user_data_name,
				"Producer ID": (pair) => pair.producer_job_id,
				Producer: (pair) => pair.producer_job_name,
				"Consumer ID": (pair) => pair.consumer_job_id,
				Consumer: (pair) => pair.consumer_job_name,
			},
			{ noun: "job-user data relationships", empty: noneFound("job-user data relationships", workflow) },
		),
});
