// torc submit: a specification or a created workflow, on a Slurm cluster.
import { readSpecText } from "../../../../spec/read-spec-text.ts";
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import { submit } from "../../../grammar/submit.ts";
import { implement } from "../../../implement.ts";
import { text } from "../../../render/view.ts";
import { createWorkflow } from "../../lifecycle/create-workflow.ts";
import { loadDraft } from "../../lifecycle/load-draft.ts";
import { refuseMissingInputs } from "../../lifecycle/missing-inputs.ts";
import { looksLikeSpec } from "../../lifecycle/run.ts";
import { refuseUnscheduled } from "./schedule-actions.ts";
import { submitWorkflow } from "./submit-workflow.ts";

export const command = implement(submit, {
	run: async (context, args) => {
		if (!looksLikeSpec(args.specOrId)) {
			return submitWorkflow(context, await chooseWorkflow(context, args.specOrId), args);
		}
		const spec = readSpecText(args.specOrId);
		const { draft } = await loadDraft(context, spec, { skipChecks: args.skipChecks });
		refuseUnscheduled(draft, spec.file);
		if (!args.ignoreMissingData) refuseMissingInputs(draft, context.cwd);
		const workflowId = await createWorkflow(context, draft);
		context.terminal.say(`Created workflow ${workflowId}`);
		return submitWorkflow(context, workflowId, args);
	},
	json: ({ workflow_id, message, slurm_job_ids }) => ({ workflow_id, message, slurm_job_ids }),
	show: (done) => text(done.message),
	exitCode: (done) => (done.canceled || done.slurm_job_ids.length > 0 ? 0 : 1),
});
