// torc job-dependencies job-file
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobDependenciesJobFile } from "../../grammar/relations.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(jobDependenciesJobFile, {
	isList: true,
	run: async (context, { workflow, limit, offset }) => {
		const client = await context.client();
		const params = { id: await chooseWorkflow(context, workflow) };
		return { items: await collect(client.listJobFileRelationships, { params, query: { limit, offset } }) };
	},
	show: ({ items }, { workflow }) =>
		table(
			items,
			{
				"File ID": (pair) => pair.file_id,
				"File Name": (pair) => pair.file_name,
				Path: (pair) => pair.file_path,
				"Producer ID": (pair) => pair.producer_job_id,
				Producer: (pair) => pair.producer_job_name,
				"Consumer ID": (pair) => pair.consumer_job_id,
				Consumer: (pair) => pair.consumer_job_name,
			},
			{ noun: "job-file relationships", empty: noneFound("job-file relationships", workflow) },
		),
});
