// torc workflows submit, the older spelling of torc submit for created workflows.
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import { workflowsSubmit } from "../../../grammar/submit.ts";
import { implement } from "../../../implement.ts";
import { text } from "../../../render/view.ts";
import { submitWorkflow } from "./submit-workflow.ts";

export const command = implement(workflowsSubmit, {
	run: async (context, args) => {
		const id = await chooseWorkflow(context, args.workflow);
		return submitWorkflow(context, id, { ...args, ignoreMissingData: args.ignoreMissingData || args.force });
	},
	json: ({ workflow_id, message, slurm_job_ids }) => ({ workflow_id, message, slurm_job_ids }),
	show: (done) => text(done.message),
	exitCode: (done) => (done.canceled || done.slurm_job_ids.length > 0 ? 0 : 1),
});
