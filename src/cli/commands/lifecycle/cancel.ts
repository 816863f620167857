// torc cancel: no job of the workflow is started any more, running ones are ended.
import { chooseWorkflow } from "../../choose-workflow.ts";
import { confirm } from "../../confirm.ts";
import { cancel } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { NOTHING, text } from "../../render/view.ts";

export const command = implement(cancel, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const { name, user } = await client.getWorkflow({ params: { id } });
		if (!(await confirm(context, `Cancel workflow ${id} '${name}' of ${user}?`, args.noPrompts))) return null;
		await client.cancelWorkflow({ params: { id } });
		return { status: "success", workflow_id: id, canceled_slurm_jobs: [], errors: null };
	},
	show: (done) => (done === null ? NOTHING : text(`Canceled workflow ${done.workflow_id}`)),
});
