// torc jobs list-failure-handlers: of the jobs that have one.
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobsListFailureHandlers } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { table } from "../../render/view.ts";
import { rulesSummary } from "../failure-handlers/rules-summary.ts";
import { jobsOf } from "./jobs-of.ts";

export const command = implement(jobsListFailureHandlers, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const handlers = await collect(client.listFailureHandlers, { params: { id: workflowId }, query: {} });
		const byId = new Map(handlers.map((handler) => [handler.id, handler]));
		return (await jobsOf(client, workflowId, args.jobId)).flatMap((job) => {
			const handler = byId.get(job.failure_handler_id);
			if (handler === undefined) return [];
			return {
				job_id: job.id,
				job_name: job.name,
				failure_handler_id: handler.id,
				failure_handler_name: handler.name,
				rules: handler.rules,
			};
		});
	},
	show: (rows) =>
		table(
			rows,
			{
				"Job ID": (row) => row.job_id,
				"Job Name": (row) => row.job_name,
				"FH ID": (row) => row.failure_handler_id,
				"FH Name": (row) => row.failure_handler_name,
				"Rules Summary": (row) => rulesSummary(row.rules),
			},
			{ noun: "jobs", empty: "No job has a failure handler" },
		),
});
