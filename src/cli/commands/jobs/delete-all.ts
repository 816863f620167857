// torc jobs delete-all
import { chooseWorkflowToLose } from "../../choosing/choose-workflow.ts";
import { confirm } from "../../choosing/confirm.ts";
import { jobsDeleteAll } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { NOTHING, text } from "../../render/view.ts";

export const command = implement(jobsDeleteAll, {
	run: async (context, { workflow, noPrompts }) => {
		const client = await context.client();
		const workflowId = await chooseWorkflowToLose(context, workflow);
		if (workflowId === null) return null;
		const query = { workflow_id: workflowId };
		const { total_count: count } = await client.listJobs({ query: { ...query, limit: 1 } });
		if (count === 0) return { deleted: 0, message: `No jobs found for workflow ID: ${workflowId}` };
		const { name } = await client.getWorkflow({ params: { id: workflowId } });
		const question = `Delete all ${count} job(s) of workflow ${workflowId} '${name}'?`;
		if (!(await confirm(context, question, noPrompts))) return null;
		return { count: (await client.deleteJobs({ query })).count ?? count, workflowId };
	},
	json: (done) => (done !== null && "count" in done ? { count: done.count } : (done ?? undefined)),
	show: (done) => {
		if (done === null) return NOTHING;
		return text("count" in done ? `Deleted ${done.count} job(s) of workflow ${done.workflowId}` : done.message);
	},
});
