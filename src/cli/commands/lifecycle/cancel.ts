// torc cancel: no job of the workflow is started any more, running ones are ended.
import { canceledLeadSeconds } from "../../../runner/process/execution-mode.ts";
import { cancelAllocations } from "../../../slurm/allocations/cancel-allocations.ts";
import { chooseWorkflowToLose } from "../../choosing/choose-workflow.ts";
import { confirm } from "../../choosing/confirm.ts";
import { cancel } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { NOTHING, text } from "../../render/view.ts";

export const command = implement(cancel, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflowToLose(context, args.workflow);
		if (id === null) return null;
		const { name, user, execution_config } = await client.getWorkflow({ params: { id } });
		if (!(await confirm(context, `Cancel workflow ${id} '${name}' of ${user}?`, args.noPrompts))) return null;
		await client.cancelWorkflow({ params: { id } });
		const { slurmJobIds, errors } = await cancelAllocations(client, id, {
			now: args.now,
			leadSeconds: canceledLeadSeconds(execution_config ?? {}),
			say: context.terminal.say,
		});
		for (const error of errors) context.warn(error);
		return {
			status: errors.length === 0 ? "success" : "partial_success",
			workflow_id: id,
			canceled_slurm_jobs: slurmJobIds,
			errors: errors.length === 0 ? null : errors,
		};
	},
	show: (done) => (done === null ? NOTHING : text(`Canceled workflow ${done.workflow_id}`)),
});
