// torc workflows reinit
import { chooseWorkflow } from "../../choose-workflow.ts";
import { workflowsReinit } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { table, text } from "../../render/view.ts";
import { checkInputs } from "./input-check.ts";
import { planReinitialize } from "./plan-reinitialize.ts";
import { reinitialize } from "./reinitialize.ts";
import { taskOutcome, waitForTask } from "./task-outcome.ts";

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
		const waits = !args.async && args.waitTimeout !== undefined;
		const result = await reinitialize(client, id, { force: args.force, cwd, warn, async: args.async || waits });
		if (result.running > 0) {
			const outcome = taskOutcome(id, null, { waits: !args.async, done: "reinitialized" });
			return { ...outcome, message: `nothing to do: ${result.running} jobs are running again` };
		}
		const ended = result.task && waits ? await waitForTask(client, result.task, args.waitTimeout ?? 0) : result.task;
		return taskOutcome(id, ended, { waits: !args.async, done: "reinitialized" });
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
