// torc job-dependencies job-job
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobDependenciesJobJob } from "../../grammar/relations.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { noneFound, table } from "../../render/view.ts";

export const command = implement(jobDependenciesJobJob, {
	isList: true,
	run: async (context, { workflow, limit, offset }) => {
		const client = await context.client();
		const params = { id: await chooseWorkflow(context, workflow) };
		return { items: await collect(client.listJobDependencies, { params, query: { limit, offset } }) };
	},
	show: ({ items }, { workflow }) =>
		table(
			items,
			{
				"Job ID": (pair) => pair.job_id,
				"Job Name": (pair) => pair.job_name,
				"Blocked By Job ID": (pair) => pair.depends_on_job_id,
				"Blocked By Job Name": (pair) => pair.depends_on_job_name,
			},
			{ noun: "job dependencies", empty: noneFound("job dependencies", workflow) },
		),
});
