// torc jobs create
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobsCreate } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { showJob } from "./show-job.ts";

export const command = implement(jobsCreate, {
	run: async (context, args) => {
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		return client.createJob({
			body: {
				workflow_id: workflowId,
				name: args.name,
				command: args.command,
				resource_requirements_id: args.resourceRequirementsId,
				...(args.blockingJobIds.length > 0 && { depends_on_job_ids: args.blockingJobIds }),
				...(args.inputFileIds.length > 0 && { input_file_ids: args.inputFileIds }),
				...(args.outputFileIds.length > 0 && { output_file_ids: args.outputFileIds }),
			},
		});
	},
	show: (job) => showJob(job, "Successfully created job:"),
});
