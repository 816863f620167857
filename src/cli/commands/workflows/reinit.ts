// torc workflows reinit
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsReinit } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { table, text } from "../../render/view.ts";
import { checkInputs } from "./input-check.ts";
import { planReinitialize } from "./plan-reinitialize.ts";
import { reinitialize } from "./reinitialize.ts";
import { inBackground, taskOutcome } from "./task-outcome.ts";

export const command = implement(workflowsReinit, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const { cwd, warn } = context;
		if (args.dryRun) {
			const jobs = await planReinitialize(client, id, cwd);
			const check = await checkInputs(client, id, cwd);
			for (const path of check.missing_input_files) warn(`the input file ${path} is missing`);
			return { ...check, dry_run: true, job_count: jobs.length, jobs };
		}
		const options = { force: args.force, cwd, warn, inBackground: inBackground(args) };
		const { running, task } = await reinitialize(client, id, options);
		const message =
			running > 0 ? `nothing to do: ${running} jobs are running again` : `Successfully reinitialized workflow ${id}`;
		return taskOutcome(client, { workflowId: id, task, message }, args);
	},
	show: (done) => {
		if (!("dry_run" in done)) return text(done.message);
		return table(
			done.jobs,
			{
				ID: (j) => j.job_id,
				Name: (j) => j.name,
				Status: (j) => j.status,
				"Would run again because": (j) => j.reasons,
			},
			{ noun: "jobs would run again", empty: "No job would run again" },
		);
	},
	exitCode: (done) => (("dry_run" in done ? done.safe : done.status === "success") ? 0 : 1),
});
