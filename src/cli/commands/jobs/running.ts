// torc jobs running
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobsRunning } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { spanText } from "../../render/time-text.ts";
import { table } from "../../render/view.ts";

export const command = implement(jobsRunning, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		return { items: await collect(client.getRunningJobs, { params: { id }, query: {} }) };
	},
	show: ({ items }) =>
		table(
			items,
			{
				"Job ID": (job) => job.job_id,
				"Job Name": (job) => job.job_name,
				"Compute Node": (job) => job.compute_node_name,
				Elapsed: (job) => (job.start_time ? spanText((Date.now() - Date.parse(job.start_time)) / 1000) : ""),
				Scheduler: (job) => job.scheduler_type,
				"Scheduler Job ID": (job) => job.scheduler_job_id,
			},
			{ noun: "running jobs", empty: "No jobs are running" },
		),
});
