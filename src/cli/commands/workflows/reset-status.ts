// torc workflows reset-status
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflowToLose } from "../../choosing/choose-workflow.ts";
import { confirm } from "../../choosing/confirm.ts";
import { workflowsResetStatus } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { NOTHING, text } from "../../render/view.ts";
import { reinitialize } from "./reinitialize.ts";

export const command = implement(workflowsResetStatus, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflowToLose(context, args.workflow);
		if (id === null) return null;
		const { name } = await client.getWorkflow({ params: { id } });
		const what = args.failedOnly ? "the jobs that did not succeed" : "all jobs";
		if (!(await confirm(context, `Reset ${what} of workflow ${id} '${name}'?`, args.noPrompts))) return null;
		await client.resetWorkflowStatus({ params: { id }, query: args.force ? { force: true } : {} });
		const messages = [`Reset the status of workflow ${id}`];
		const errors: string[] = [];
		const query = args.failedOnly ? { failed_only: true } : {};
		const { updated_count: count } = await client.resetJobStatus({ params: { id }, query });
		messages.push(`Reset ${count} job(s)`);
		if (args.reinitialize) {
			try {
				await reinitialize(client, id, { force: args.force, cwd: context.cwd, warn: context.warn });
				messages.push(`Reinitialized workflow ${id}`);
			} catch (error) {
				if (!(error instanceof TorcError)) throw error;
				errors.push(error.message);
				if (context.format !== "json") context.terminal.say(`Error: ${error.message}`);
			}
		}
		return {
			status: errors.length === 0 ? "success" : "partial_success",
			workflow_id: id,
			operations: {
				workflow_reset: true,
				job_reset: true,
				reinitialize: args.reinitialize ? errors.length === 0 : null,
			},
			failed_only: args.failedOnly,
			messages,
			...(errors.length > 0 && { errors }),
		};
	},
	show: (done) => (done === null ? NOTHING : text(done.messages.join("\n"))),
	exitCode: (done) => (done === null || done.status === "success" ? 0 : 1),
});
