// torc jobs list-resource-requirements
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobsListResourceRequirements } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { noneFound, table } from "../../render/view.ts";
import { jobsOf } from "./jobs-of.ts";

export const command = implement(jobsListResourceRequirements, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const records = await collect(client.listResourceRequirements, { query: { workflow_id: workflowId } });
		const byId = new Map(records.map((record) => [record.id, record]));
		return (await jobsOf(client, workflowId, args.jobId)).flatMap((job) => {
			const needs = byId.get(job.resource_requirements_id);
			if (needs === undefined) return [];
			return {
				job_id: job.id,
				job_name: job.name,
				rr_id: needs.id,
				rr_name: needs.name,
				workflow_id: workflowId,
				num_cpus: needs.num_cpus,
				num_gpus: needs.num_gpus,
				num_nodes: needs.num_nodes,
				memory: needs.memory,
				runtime: needs.runtime,
			};
		});
	},
	show: (rows, { workflow }) =>
		table(
			rows,
			{
				"Job ID": (row) => row.job_id,
				"Job Name": (row) => row.job_name,
				"RR ID": (row) => row.rr_id,
				"RR Name": (row) => row.rr_name,
				CPUs: (row) => row.num_cpus,
				GPUs: (row) => row.num_gpus,
				Nodes: (row) => row.num_nodes,
				Memory: (row) => row.memory,
				Runtime: (row) => row.runtime,
			},
			{ noun: "jobs", empty: noneFound("jobs", workflow) },
		),
});
